"""A library small enough to verify in a blink."""
