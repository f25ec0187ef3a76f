"""The tool: knows exercises and learners, knows no subject. It never imports a course's library."""

__version__ = "0.1.0"
