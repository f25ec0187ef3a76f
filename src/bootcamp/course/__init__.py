"""Courses: read statically, rendered, verified."""
