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
    "marks a parent when it is put on the stack": """
def parents_first(root):
    order, seen, stack = [], {root}, [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
            continue
        stack.append((node, True))
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    return order
""",
    "raises the limit and calls itself": """
def parents_first(root):
    import sys

    sys.setrecursionlimit(10_000)
    order, seen = [], set()

    def visit(node):
        if node in seen:
            return
        seen.add(node)
        for parent in node.parents:
            visit(parent)
        order.append(node)

    visit(root)
    return order
""",
    "raises the limit to a million": """
def parents_first(root):
    import sys

    sys.setrecursionlimit(1_000_000)
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(root)
    return order
""",
    "remembers what an earlier call has seen": """
def parents_first(root, seen=set()):
    order, stack = [], [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            for parent in node.parents:
                stack.append((parent, False))
    return order
""",
    "leaves marks on the nodes": """
def parents_first(root):
    order, stack = [], [root]
    while stack:
        node = stack[-1]
        waiting = [parent for parent in node.parents if not getattr(parent, "visited", False)]
        if waiting:
            stack.append(waiting[0])
            continue
        stack.pop()
        if not getattr(node, "visited", False):
            node.visited = True
            order.append(node)
    return order
""",
    "leaves out what needs no gradient": """
def parents_first(root):
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen and (node.requires_grad or node is root):
            seen.add(node)
            stack.append((node, True))
            stack += [(parent, False) for parent in node.parents]
    return order
""",
    "knows a node by its number": """
def parents_first(root):
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node.item() not in seen:
            seen.add(node.item())
            stack.append((node, True))
            stack += [(parent, False) for parent in node.parents]
    return order
""",
    "sorted by the shortest way from the root": """
def parents_first(root):
    distance, queue = {root: 0}, [root]
    for node in queue:
        for parent in node.parents:
            if parent not in distance:
                distance[parent] = distance[node] + 1
                queue.append(parent)
    return sorted(queue, key=lambda node: -distance[node])
""",
    "counts a node's uses once per child": """
def parents_first(root):
    uses, found = {root: 0}, [root]
    for node in found:
        for parent in node.parents:
            if parent not in uses:
                uses[parent] = 0
                found.append(parent)
        for parent in set(node.parents):
            uses[parent] += 1
    ready, backwards = [root], []
    while ready:
        node = ready.pop()
        backwards.append(node)
        for parent in node.parents:
            uses[parent] -= 1
            if uses[parent] <= 0:
                ready.append(parent)
    return backwards[::-1]
""",
    "sorted by the longest path, which is looked for again and again": """
def parents_first(root):
    depth, stack = {root: 0}, [root]
    while stack:
        node = stack.pop()
        for parent in node.parents:
            if depth.get(parent, -1) < depth[node] + 1:
                depth[parent] = depth[node] + 1
                stack.append(parent)
    return sorted(depth, key=lambda node: -depth[node])
""",
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
