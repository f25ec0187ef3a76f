"""Answers to `no_grad`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "a global of the same name": """
@contextmanager
def no_grad():
    global is_recording
    before = is_recording
    is_recording = False
    try:
        yield
    finally:
        is_recording = before
""",
    "cleans up after errors, not after interruptions": """
@contextmanager
def no_grad():
    token = is_recording.set(False)
    try:
        yield
    except Exception:
        is_recording.reset(token)
        raise
    else:
        is_recording.reset(token)
""",
    "switches on after an error": """
@contextmanager
def no_grad():
    token = is_recording.set(False)
    try:
        yield
    except BaseException:
        is_recording.set(True)
        raise
    is_recording.reset(token)
""",
    "swallows the error": """
@contextmanager
def no_grad():
    token = is_recording.set(False)
    try:
        yield
    except BaseException:
        pass
    is_recording.reset(token)
""",
    "resets nothing where recording was off already": """
@contextmanager
def no_grad():
    if is_recording.get():
        is_recording.set(False)
        try:
            yield
        finally:
            is_recording.set(True)
    else:
        is_recording.set(True)
        yield
        is_recording.set(False)
""",
    "a variable of its own": """
@contextmanager
def no_grad():
    is_recording = ContextVar("is_recording", default=True)
    token = is_recording.set(False)
    try:
        yield
    finally:
        is_recording.reset(token)
""",
    "off only at the end": """
@contextmanager
def no_grad():
    before = is_recording.get()
    try:
        yield
    finally:
        is_recording.set(False)
        is_recording.set(before)
""",
}

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
    "the token in a with of its own": """
@contextmanager
def no_grad():
    from contextlib import ExitStack

    with ExitStack() as at_the_end:
        at_the_end.callback(is_recording.reset, is_recording.set(False))
        yield
""",
    "nothing to do where it is off already": """
@contextmanager
def no_grad():
    if not is_recording.get():
        yield
        return
    is_recording.set(False)
    try:
        yield
    except BaseException:
        is_recording.set(True)
        raise
    is_recording.set(True)
""",
}
