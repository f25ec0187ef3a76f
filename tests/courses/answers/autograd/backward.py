"""Answers to `backward`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "adds into a shared array": (
        "node.grad = arriving.copy() if node.grad is None else node.grad + arriving",
        """if node.grad is None:
                node.grad = arriving
            else:
                node.grad += arriving""",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def backward(self, gradient=None):
    start = np.ones(self.shape, self.dtype) if gradient is None else np.asarray(gradient)
    if gradient is None and self.data.size > 1:
        raise ShapeError("one number, please")
    if start.shape != self.data.shape:
        raise ShapeError("another shape")
    found = backpropagate(self, start)
    for leaf in [node for node in found if len(node.parents) == 0]:
        if leaf.requires_grad:
            before = np.zeros_like(leaf.data) if leaf.grad is None else leaf.grad
            leaf.grad = before + found[leaf]
""",
    "the first gradient is kept, the next makes a new array": """
def backward(self, gradient=None):
    if gradient is None:
        if self.data.size != 1:
            raise ShapeError(f"one number, not {self.shape}")
        gradient = np.ones(self.shape, dtype=self.dtype)
    if np.shape(gradient) != self.shape:
        raise ShapeError(f"{np.shape(gradient)} is not {self.shape}")
    for node, share in backpropagate(self, np.asarray(gradient)).items():
        if not node.parents and node.requires_grad:
            node.grad = share if node.grad is None else node.grad + share
""",
}
