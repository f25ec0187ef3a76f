"""Mutation testing of checks: does a check notice if the answer is wrong in one small thing?

places       the places of a definition that can be changed, and changes of its text
expressions, calls, statements   what can go wrong there
mutants      put together
observed     what a check calls a definition with
adversaries  whole answers that are wrong everywhere, or right only where a check looks
trial        what the judge does
state        results on disk
equivalents  mutants that may survive, each with its reason
audit        put together
report, page what is said of it
"""
