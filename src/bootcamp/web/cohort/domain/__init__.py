"""Verbs: functions with a keyword-only actor. They say what may be done, and write it down."""
