"""The impact report: from a cohort's rows and a spec to figures, a page and a bundle.

`rows` is what comes in, `spec` what is asked for, `figures` what comes out; `arithmetic` lies
between them. Nothing here knows a database, a request or the time of day.
"""
