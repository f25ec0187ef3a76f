"""Answers to `parameters`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "constants in a list are listed": (
        "isinstance(part, Value) and part.requires_grad",
        "isinstance(part, Value) and (part is not attribute or part.requires_grad)",
    ),
    "modules in a tuple are passed over": (
        "if isinstance(part, Module):",
        "if isinstance(part, Module) and not isinstance(attribute, tuple):",
    ),
    "computed values are listed": (
        " and not part.parents",
        "",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def parameters(self):
    found, seen, queue = [], set(), [self]
    while queue:
        part = queue.pop(0)
        if isinstance(part, Value):
            if part.requires_grad and len(part.parents) == 0 and id(part) not in seen:
                seen.add(id(part))
                found.append(part)
        elif isinstance(part, Module):
            queue = list(part.__dict__.values()) + queue
        elif isinstance(part, (list, tuple)):
            queue = list(part) + queue
    return found
""",
    "one part after another": """
def parameters(self):
    def parts(thing):
        if isinstance(thing, (list, tuple)):
            return [leaf for each in thing for leaf in parts(each)]
        if isinstance(thing, Module):
            return thing.parameters()
        is_parameter = isinstance(thing, Value) and not thing.parents and thing.requires_grad
        return [thing] if is_parameter else []

    return list(dict.fromkeys(parts(list(self.__dict__.values()))))
""",
}
