"""Answers to `backward`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "adds into a shared array": (
        "node.grad = arriving.copy() if node.grad is None else node.grad + arriving",
        """if node.grad is None:
                node.grad = arriving
            else:
                node.grad += arriving""",
    ),
    "gives up the graph after the walk": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    if np.shape(gradient) != self.shape:
        raise ShapeError("the shapes differ")
    found = backpropagate(self, np.asarray(gradient))
    leaves = [node for node in found if not node.parents and node.requires_grad]
    for leaf in leaves:
        leaf.grad = found[leaf] if leaf.grad is None else leaf.grad + found[leaf]
    for node in found:
        node.parents = ()
""",
    "one number must have no axes": """
def backward(self, gradient=None):
    if gradient is None:
        if self.shape != ():
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    if gradient.shape != self.shape:
        raise ShapeError("the shapes differ")
    for node, share in backpropagate(self, gradient).items():
        if node.requires_grad and not node.parents:
            node.grad = share.copy() if node.grad is None else node.grad + share
""",
    "an empty value is a loss": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size > 1:
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    if gradient.shape != self.shape:
        raise ShapeError("the shapes differ")
    for node, share in backpropagate(self, gradient).items():
        if node.requires_grad and not node.parents:
            node.grad = share.copy() if node.grad is None else node.grad + share
""",
    "compares sizes": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    if gradient.size != self.data.size:
        raise ShapeError("the sizes differ")
    for node, share in backpropagate(self, gradient.reshape(self.shape)).items():
        if node.requires_grad and not node.parents:
            node.grad = share.copy() if node.grad is None else node.grad + share
""",
    "a gradient of zero is taken for none": """
def backward(self, gradient=None):
    if gradient is None or not np.any(gradient):
        if self.data.size != 1:
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    if gradient.shape != self.shape:
        raise ShapeError("the shapes differ")
    for node, share in backpropagate(self, gradient).items():
        if node.requires_grad and not node.parents:
            node.grad = share.copy() if node.grad is None else node.grad + share
""",
    "raises what numpy would": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ValueError("grad can be implicitly created only for scalar outputs")
        gradient = np.ones_like(self.data)
    if gradient.shape != self.shape:
        raise ValueError("the shapes differ")
    for node, share in backpropagate(self, gradient).items():
        if node.requires_grad and not node.parents:
            node.grad = share.copy() if node.grad is None else node.grad + share
""",
    "clears the leaves first": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    if gradient.shape != self.shape:
        raise ShapeError("the shapes differ")
    found = backpropagate(self, gradient)
    for node in found:
        node.grad = None
    for node, share in found.items():
        if node.requires_grad and not node.parents:
            node.grad = share if node.grad is None else node.grad + share
""",
    "does nothing while recording is off": """
def backward(self, gradient=None):
    if not is_recording.get():
        return
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    if gradient.shape != self.shape:
        raise ShapeError("the shapes differ")
    for node, share in backpropagate(self, gradient).items():
        if node.requires_grad and not node.parents:
            node.grad = share.copy() if node.grad is None else node.grad + share
""",
    "checks the shape after the walk": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError("one number, please")
        gradient = np.ones_like(self.data)
    for node, share in backpropagate(self, np.asarray(gradient)).items():
        if node.requires_grad and not node.parents:
            node.grad = share.copy() if node.grad is None else node.grad + share
    if np.shape(gradient) != self.shape:
        raise ShapeError("the shapes differ")
""",
    "the arriving array itself is kept": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError(f"backward() needs one number, got {self.shape}")
        gradient = np.ones_like(self.data)
    gradient = np.asarray(gradient)
    if gradient.shape != self.shape:
        raise ShapeError(f"expected {self.shape}, got {gradient.shape}")
    for node, arriving in backpropagate(self, gradient).items():
        if node.requires_grad and not node.parents:
            node.grad = arriving if node.grad is None else node.grad + arriving
""",
    "one number must have one axis or none": """
def backward(self, gradient=None):
    if gradient is None:
        if self.shape not in ((), (1,)):
            raise ShapeError(f"backward() needs one number, got {self.shape}")
        gradient = np.ones_like(self.data)
    gradient = np.array(gradient)
    if gradient.shape != self.shape:
        raise ShapeError(f"expected {self.shape}, got {gradient.shape}")
    for node, arriving in backpropagate(self, gradient).items():
        if node.requires_grad and not node.parents:
            node.grad = arriving.copy() if node.grad is None else node.grad + arriving
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def backward(self, gradient=None):
    start = np.ones(self.shape, self.dtype) if gradient is None else np.asarray(gradient)
    if gradient is None and self.data.size != 1:
        raise ShapeError("one number, please")
    if start.shape != self.data.shape:
        raise ShapeError("another shape")
    found = backpropagate(self, start)
    for leaf in [node for node in found if len(node.parents) == 0]:
        if leaf.requires_grad:
            before = np.zeros_like(leaf.data) if leaf.grad is None else leaf.grad
            leaf.grad = before + found[leaf]
""",
    "a fresh sum of what was there and what comes": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError(f"one number, not {self.shape}")
        gradient = np.ones(self.shape, dtype=self.dtype)
    if np.shape(gradient) != self.shape:
        raise ShapeError(f"{np.shape(gradient)} is not {self.shape}")
    for node, share in backpropagate(self, np.asarray(gradient)).items():
        if not node.parents and node.requires_grad:
            node.grad = np.sum([share] if node.grad is None else [node.grad, share], axis=0)
""",
    "sums into memory of its own": """
def backward(self, gradient=None):
    if gradient is None and self.data.size != 1:
        raise ShapeError(f"one number is needed, got {self.shape}")
    if gradient is not None and np.shape(gradient) != self.shape:
        raise ShapeError(f"expected {self.shape}, got {np.shape(gradient)}")
    start = np.full(self.shape, 1.0, self.dtype) if gradient is None else np.array(gradient)
    found = backpropagate(self, start)
    for node in list(found):
        if node.parents or not node.requires_grad:
            continue
        total = np.zeros_like(node.data)
        for part in (node.grad, found[node]):
            if part is not None:
                total += part
        node.grad = total
""",
}
