"""Answers to `detach`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "a copy that keeps its record": """
def detach(self):
    from copy import copy

    other = copy(self)
    other.requires_grad = False
    return other
""",
    "a copy that keeps its gradient": """
def detach(self):
    from copy import copy

    other = copy(self)
    other.requires_grad = False
    other.parents = ()
    other.pullback = None
    return other
""",
    "keeps the parents": """
def detach(self):
    return Value(self.data, requires_grad=False, parents=self.parents)
""",
    "is computed from the original": """
def detach(self):
    return Value(self.data, requires_grad=False, parents=(self,))
""",
    "forgets the parents of the original": """
def detach(self):
    self.parents = ()
    return Value(self.data)
""",
    "through a list": """
def detach(self):
    return Value(self.data.tolist())
""",
    "at least one axis": """
def detach(self):
    return Value(np.atleast_1d(self.data))
""",
    "clears the gradient of the original": """
def detach(self):
    self.grad = None
    return Value(self.data)
""",
    "stops what is infinite": """
def detach(self):
    return Value(np.nan_to_num(self.data))
""",
    "zero is added inside no_grad": """
def detach(self):
    with no_grad():
        return self + 0.0
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def detach(self):
    with no_grad():
        return Value(np.array(self.data), requires_grad=False)
""",
    "an operation that isn't recorded": """
def detach(self):
    with no_grad():
        return self.reshape(*self.shape)
""",
    "a copy, emptied": """
def detach(self):
    from copy import copy

    other = copy(self)
    other.requires_grad = False
    other.parents = ()
    other.grad = None
    other.__dict__.pop("pullback", None)
    return other
""",
}
