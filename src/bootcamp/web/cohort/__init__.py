"""A cohort: its people, calendar, forms, progress, capstones, outcomes and report.

Layers, imports only downward, the same noun names the file in each: models, domain, forms, views.
"""
