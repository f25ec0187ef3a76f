"""Lessons, exercise boxes and attempts, on a page."""
