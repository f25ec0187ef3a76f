"""Kinds of figures: of each, one function from the rows and what the spec asks to a draft.

survey      answers to a form, once
change      the same before and after
work        exercises
programme   dates, people, what the organisers write
projects    capstones and their reviews
after       outcomes, cost, reach, reuse
"""
