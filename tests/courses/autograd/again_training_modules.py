"""Each known mistake of `linear_layer` and `parameters`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "linear_layer": (
        """
def __call__(self, x):
    weight = self.weight
    if len(x.shape) == 0 or x.shape[-1] != weight.shape[0]:
        raise ShapeError(f"{weight.shape[0]} inputs, please, and not {x.shape}")
    return x.__matmul__(weight)
""",
        """
def __call__(self, x):
    expected = len(self.weight.data)
    if x.shape[len(x.shape) - 1] != expected:
        raise ShapeError(f"{expected} inputs, please, and not {x.shape}")
    product = x @ self.weight.detach()
    return self.bias + product
""",
        """
def __call__(self, x):
    expected = self.weight.shape[0]
    if x.shape[-1] != expected:
        raise ShapeError(f"{expected} inputs, please, and not {x.shape}")
    turned = self.weight.transpose(1, 0)
    return self.bias + x @ turned
""",
        """
def __call__(self, x):
    weighted = x @ self.weight
    return self.bias + weighted
""",
        """
def __call__(self, x):
    expected, _ = self.weight.shape
    got = x.shape[0]
    if got != expected:
        raise ShapeError(f"{expected} inputs, please, and not {got}")
    return self.bias + x @ self.weight
""",
        """
def __call__(self, x):
    n = self.weight.shape[0]
    if x.shape[-1:] != (n,):
        raise ShapeError(f'{n} inputs, got {x.shape}')
    return x @ self.weight + self.bias.data
""",
        """
def __call__(self, x):
    n = self.weight.shape[0]
    if x.shape[-1:] != (n,):
        raise ShapeError(f'{n} inputs, got {x.shape}')
    return Value(x.data @ self.weight.data + self.bias.data)
""",
        """
def __call__(self, x):
    n = self.weight.shape[0]
    if x.shape[-1:] != (n,):
        raise ShapeError(f'{n} inputs, got {x.shape}')
    return x.data @ self.weight + self.bias
""",
        """
def __call__(self, x):
    n = self.weight.shape[0]
    if x.shape[1] != n:
        raise ShapeError(f'{n} inputs, got {x.shape}')
    return x @ self.weight + self.bias
""",
        """
def __call__(self, x):
    n = self.weight.shape[1]
    if x.shape[-1:] != (n,):
        raise ShapeError(f'{n} inputs, got {x.shape}')
    return x @ self.weight + self.bias
""",
    ),
    "parameters": (
        """
def parameters(self):
    seen = []

    def keep(value):
        if not any(value is other for other in seen):
            seen.append(value)

    for part in self.__dict__.values():
        if isinstance(part, Module):
            for value in part.parameters():
                keep(value)
        elif isinstance(part, Value) and part.requires_grad and len(part.parents) == 0:
            keep(part)
    return seen
""",
        """
def parameters(self):
    def is_parameter(part):
        return isinstance(part, Value) and part.requires_grad and len(part.parents) == 0

    seen = {}
    for attribute in self.__dict__.values():
        if isinstance(attribute, (list, tuple)):
            seen.update({id(part): part for part in attribute if is_parameter(part)})
        elif is_parameter(attribute):
            seen[id(attribute)] = attribute
    return [*seen.values()]
""",
        """
def parameters(self):
    seen = {}

    def visit(part):
        if isinstance(part, (list, tuple)):
            for inner in part:
                visit(inner)
        elif isinstance(part, Module):
            visit(part.parameters())
        elif isinstance(part, Value) and len(part.parents) == 0:
            seen.setdefault(id(part), part)

    visit(list(self.__dict__.values()))
    return [*seen.values()]
""",
        """
def parameters(self):
    seen = {}

    def visit(part):
        if type(part) is list:
            for inner in part:
                visit(inner)
        elif isinstance(part, Module):
            visit(part.parameters())
        elif isinstance(part, Value) and part.requires_grad and len(part.parents) == 0:
            seen.setdefault(id(part), part)

    visit(list(self.__dict__.values()))
    return [*seen.values()]
""",
        """
def parameters(self):
    def visit(part):
        if isinstance(part, (list, tuple)):
            return [value for inner in part for value in visit(inner)]
        if isinstance(part, Module):
            return part.parameters()
        if isinstance(part, Value) and part.requires_grad and len(part.parents) == 0:
            return [part]
        return []

    return visit(list(self.__dict__.values()))
""",
        """
def parameters(self):
    seen = {}

    def visit(part):
        if isinstance(part, (list, tuple)):
            for inner in part:
                visit(inner)
        elif isinstance(part, Module):
            visit(part.parameters())
        elif isinstance(part, Value) and part.requires_grad:
            seen.setdefault(id(part), part)

    for name in self.__dict__:
        visit(getattr(self, name))
    return [*seen.values()]
""",
        """
def parameters(self):
    found = []
    for attribute in vars(self).values():
        parts = attribute if isinstance(attribute, (list, tuple)) else [attribute]
        for part in parts:
            if isinstance(part, Module):
                new = part.parameters()
            elif isinstance(part, Value) and part.grad is not None and not part.parents:
                new = [part]
            else:
                new = []
            for each in new:
                if not any(each is other for other in found):
                    found.append(each)
    return found
""",
        """
def parameters(self):
    found = []
    for attribute in vars(self).values():
        parts = attribute if isinstance(attribute, (list, tuple)) else [attribute]
        for part in parts:
            if isinstance(part, Module):
                new = part.parameters()
            elif part is attribute and isinstance(part, Value) and part.requires_grad and not part.parents:
                new = [part]
            else:
                new = []
            for each in new:
                if not any(each is other for other in found):
                    found.append(each)
    return found
""",
        """
def parameters(self):
    found = {}
    for a in vars(self).values():
        for p in a if isinstance(a, (list, tuple)) else [a]:
            if isinstance(p, Value) and p.requires_grad and not p.parents:
                found[p] = None
    for a in vars(self).values():
        for p in a if isinstance(a, (list, tuple)) else [a]:
            if isinstance(p, Module):
                for q in p.parameters():
                    found[q] = None
    return list(found)
""",
    ),
}
