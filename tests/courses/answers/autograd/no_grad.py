"""Answers to `no_grad`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
@contextmanager
def no_grad():
    before = is_recording.get()
    is_recording.set(False)
    try:
        yield
    finally:
        is_recording.set(before)
""",
}
