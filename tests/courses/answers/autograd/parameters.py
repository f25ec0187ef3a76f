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
    "own parameters come before those of modules": """
def parameters(self):
    own, inner = {}, {}
    for attribute in vars(self).values():
        for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
            if isinstance(part, Module):
                inner.update(dict.fromkeys(part.parameters()))
            elif isinstance(part, Value) and part.requires_grad and not part.parents:
                own[part] = None
    return list(own | inner)
""",
    "what was seen is remembered for ever": """
def parameters(self, seen=set()):
    found = []
    for attribute in vars(self).values():
        for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
            if isinstance(part, Module):
                found += part.parameters(seen)
            elif isinstance(part, Value) and part.requires_grad and not part.parents:
                if part not in seen:
                    seen.add(part)
                    found.append(part)
    return found
""",
    "the first answer is kept": """
def parameters(self):
    if "found" not in self.__dict__:
        found = {}
        for attribute in list(vars(self).values()):
            for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
                if isinstance(part, Module):
                    found.update(dict.fromkeys(part.parameters()))
                elif isinstance(part, Value) and part.requires_grad and not part.parents:
                    found[part] = None
        self.found = tuple(found)
    return list(self.found)
""",
    "each module once, but not each weight": """
def parameters(self):
    found, seen = [], []

    def visit(module):
        if any(module is other for other in seen):
            return
        seen.append(module)
        for attribute in vars(module).values():
            for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
                if isinstance(part, Module):
                    visit(part)
                elif isinstance(part, Value) and part.requires_grad and not part.parents:
                    found.append(part)

    visit(self)
    return found
""",
    "each once, told by its numbers": """
def parameters(self):
    found = {}
    for attribute in vars(self).values():
        for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
            each = part.parameters() if isinstance(part, Module) else [part]
            for leaf in each:
                if isinstance(leaf, Value) and leaf.requires_grad and not leaf.parents:
                    found.setdefault((leaf.shape, leaf.data.tobytes()), leaf)
    return list(found.values())
""",
    "a shared one stands at its last place": """
def parameters(self):
    found = {}
    for attribute in vars(self).values():
        for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
            each = part.parameters() if isinstance(part, Module) else [part]
            for leaf in each:
                if isinstance(leaf, Value) and leaf.requires_grad and not leaf.parents:
                    found.pop(leaf, None)
                    found[leaf] = None
    return list(found)
""",
    "a list holds parameters or modules, as its first part is": """
def parameters(self):
    found = {}
    for attribute in vars(self).values():
        parts = attribute if isinstance(attribute, (list, tuple)) else [attribute]
        if len(parts) and isinstance(parts[0], Module):
            for part in parts:
                found.update(dict.fromkeys(part.parameters()))
        else:
            for part in parts:
                if isinstance(part, Value) and part.requires_grad and not part.parents:
                    found[part] = None
    return list(found)
""",
    "names that begin with an underscore are passed over": """
def parameters(self):
    found = {}
    for name, attribute in vars(self).items():
        if name.startswith("_"):
            continue
        for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
            if isinstance(part, Module):
                found.update(dict.fromkeys(part.parameters()))
            elif isinstance(part, Value) and part.requires_grad and not part.parents:
                found[part] = None
    return list(found)
""",
    "new Values with the same data": """
def parameters(self):
    found = {}
    for attribute in vars(self).values():
        for part in attribute if isinstance(attribute, (list, tuple)) else [attribute]:
            if isinstance(part, Module):
                found.update((id(each), each) for each in part.parameters())
            elif isinstance(part, Value) and part.requires_grad and not part.parents:
                found[id(part)] = Value(part.data, requires_grad=True)
    return list(found.values())
""",
    "exact types only": """
def parameters(self):
    found, seen, stack = [], set(), [self]
    while stack:
        thing = stack.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if type(thing) is Value:
            if thing.requires_grad and not thing.parents:
                found.append(thing)
        elif isinstance(thing, Module):
            stack.extend(reversed(list(vars(thing).values())))
        elif type(thing) in (list, tuple):
            stack.extend(reversed(thing))
    return found
""",
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
    "a generator inside": """
def parameters(self):
    def walk(thing):
        match thing:
            case Module():
                for attribute in vars(thing).values():
                    yield from walk(attribute)
            case list() | tuple():
                for part in thing:
                    yield from walk(part)
            case Value(requires_grad=True, parents=()):
                yield thing

    unique = {id(each): each for each in walk(self)}
    return list(unique.values())
""",
}
