"""Answers to `parents_first`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "moved to the end again and again": """
def parents_first(root):
    order, stack = [], [root]
    while stack:
        node = stack.pop()
        if node in order:
            order.remove(node)
        order.append(node)
        stack.extend(node.parents)
    return order[::-1]
""",
    "looked up in a list": (
        "seen: set[Node] = set()",
        "seen = []",
        "seen.add",
        "seen.append",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def parents_first(root):
    # count how often each node is used, then take nodes off from the root (Kahn's algorithm)
    uses, found = {root: 0}, [root]
    for node in found:
        for parent in node.parents:
            if parent not in uses:
                uses[parent] = 0
                found.append(parent)
            uses[parent] += 1
    ready, backwards = [root], []
    while ready:
        node = ready.pop()
        backwards.append(node)
        for parent in node.parents:
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)
    backwards.reverse()
    return backwards
""",
    "a stack of iterators": """
def parents_first(root):
    done, open_ = {}, {root: iter(root.parents[::-1])}
    while open_:
        node = next(reversed(open_))
        for parent in open_[node]:
            if parent not in done and parent not in open_:
                open_[parent] = iter(parent.parents)
                break
        else:
            done[node] = None
            del open_[node]
    return list(done)
""",
    "looks at a node's parents again until they are in": """
def parents_first(root):
    order, listed, stack = [], set(), [root]
    while stack:
        node = stack[-1]
        missing = [parent for parent in node.parents if parent not in listed]
        if missing:
            stack.extend(missing)
            continue
        stack.pop()
        if node not in listed:
            listed.add(node)
            order.append(node)
    return order
""",
}
