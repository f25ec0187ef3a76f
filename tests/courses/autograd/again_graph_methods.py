"""The known mistakes of the lesson `graph`, made a second time, continued: methods and blocks."""

AGAIN: dict[str, tuple[str, ...]] = {
    "backward": (
        """
def backward(self, gradient=None):
    if gradient is None:
        if np.prod(self.shape) != 1:
            raise ShapeError("one number, please")
        gradient = np.ones(self.shape, dtype=self.dtype)
    gradient = np.array(gradient)
    if gradient.shape != self.data.shape:
        raise ShapeError("the shapes differ")
    found = backpropagate(self, gradient)
    for leaf in found:
        if leaf.requires_grad and len(leaf.parents) == 0:
            leaf.grad = np.array(found[leaf])
""",
        """
def backward(self, gradient=None):
    if gradient is None:
        if np.prod(self.shape) != 1:
            raise ShapeError("one number, please")
        gradient = np.ones(self.shape, dtype=self.dtype)
    gradient = np.array(gradient)
    if gradient.shape != self.data.shape:
        raise ShapeError("the shapes differ")
    for value, came in backpropagate(self, gradient).items():
        if not value.requires_grad:
            continue
        before = value.grad if value.grad is not None else 0 * came
        value.grad = before + came
""",
        """
def backward(self, gradient=None):
    start = np.ones(self.shape, dtype=self.dtype) if gradient is None else np.array(gradient)
    if start.shape != self.data.shape:
        raise ShapeError("the shapes differ")
    for value, came in backpropagate(self, start).items():
        if value.requires_grad and len(value.parents) == 0:
            value.grad = came + (0 if value.grad is None else value.grad)
""",
        """
def backward(self, gradient=None):
    if gradient is None and self.data.size != 1:
        raise ShapeError("one number, please")
    start = np.ones(self.shape, dtype=self.dtype) if gradient is None else np.array(gradient)
    for value, came in backpropagate(self, start).items():
        if value.requires_grad and not value.parents:
            if value.grad is None:
                value.grad = np.array(came)
            else:
                value.grad = came + value.grad
""",
        """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError("one number, please")
    elif np.shape(gradient) != self.shape:
        raise ShapeError("the shapes differ")
    ones = np.full(self.shape, 1, dtype=self.dtype)
    found = backpropagate(self, ones)
    for value in found:
        if value.requires_grad and value.parents == ():
            value.grad = found[value] if value.grad is None else value.grad + found[value]
""",
        """
def backward(self, gradient=None):
    start = gradient
    if start is None:
        if self.data.size != 1:
            raise ShapeError(f"one number is needed, got {self.shape}")
        start = np.ones(self.shape, dtype=self.dtype)
    start = np.asarray(start)
    if start.shape != self.shape:
        raise ShapeError(f"expected {self.shape}, got {start.shape}")
    for leaf, came in backpropagate(self, start).items():
        if leaf.parents or not leaf.requires_grad:
            continue
        before = leaf.grad
        if before is not None:
            before += came
        leaf.grad = came if before is None else before
""",
    ),
    "no_grad": (
        """
@contextmanager
def no_grad():
    before = is_recording.get()
    is_recording.set(False)
    yield None
    is_recording.set(before)
""",
        """
@contextmanager
def no_grad():
    is_recording.set(False)
    try:
        yield
    finally:
        is_recording.set(not is_recording.get())
""",
        """
@contextmanager
def no_grad():
    is_recording.set(False)
    yield
""",
        """
@contextmanager
def no_grad():
    before = is_recording.get()
    try:
        is_recording.set(not False)
        yield
    finally:
        is_recording.set(before)
""",
        """
@contextmanager
def no_grad():
    global is_recording
    saved = is_recording
    try:
        is_recording = False
        yield
    finally:
        is_recording = saved
""",
    ),
    "detach": (
        """
def detach(self):
    copy = self
    return copy
""",
        """
def detach(self):
    before = self.requires_grad
    if before:
        self.requires_grad = not before
    return self
""",
        """
def detach(self):
    copy = Value(np.array(self.data))
    copy.requires_grad = self.requires_grad
    return copy
""",
        """
def detach(self):
    numbers = np.array(self._data)
    return numbers
""",
        """
def detach(self):
    other = Value(self.data, False, self.parents, getattr(self, "pullback", None))
    other.grad = self.grad
    return other
""",
    ),
}
