"""The site: one Django project."""
