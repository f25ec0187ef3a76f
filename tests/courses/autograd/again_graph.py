"""The known mistakes of the lesson `graph`, each made a second time by someone else.

In the order of each exercise's `mistakes`. `test_mistakes_again.py` shows that the sentence comes.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "record": (
        """
def apply(operation, *values, **options):
    out, back = operation(*[v.data for v in values], **options)
    needed = False
    for v in values:
        needed = needed or v.requires_grad
    if not needed:
        return Value(out)
    return Value(out, True, values, back)
""",
        """
def apply(operation, *values, **options):
    out, back = operation(*[v.data for v in values], **options)
    result = Value(out)
    if not is_recording.get():
        return result
    for v in values:
        if not v.requires_grad:
            return result
    result.requires_grad = True
    result.parents = values
    result.pullback = back
    return result
""",
        """
def apply(operation, *values, **options):
    out, back = operation(*[v.data for v in values], **options)
    wanting = []
    for v in values:
        if v.requires_grad:
            wanting.append(v)
    if wanting and is_recording.get():
        return Value(out, True, tuple(wanting), back)
    return Value(out)
""",
        """
def apply(operation, *values, **options):
    out, back = operation(*[v.data for v in values], **options)
    result = Value(out)
    if is_recording.get() and True in [v.requires_grad for v in values]:
        result.parents = tuple(values)
        result.pullback = back
    return result
""",
        """
def apply(operation, *values, **options):
    arrays = tuple(v.data for v in values)
    out, back = operation(*arrays)
    if is_recording.get():
        if sum(v.requires_grad for v in values) > 0:
            return Value(out, requires_grad=True, parents=values, pullback=back)
    return Value(out)
""",
        """
def apply(operation, *values, **options):
    out, back = operation(*[v.data for v in values], **options)
    if not is_recording.get():
        return Value(out)
    result = Value(out)
    result.requires_grad = True
    result.parents, result.pullback = values, back
    return result
""",
        """
def apply(operation, *values, **options):
    out, back = operation(*[v for v in values], **options)
    if not is_recording.get():
        return Value(out)
    for v in values:
        if v.requires_grad:
            return Value(out, True, values, back)
    return Value(out)
""",
    ),
    "parents_first": (
        """
def parents_first(root):
    order = []
    todo = [("visit", root)]
    while todo:
        what, node = todo.pop()
        if what == "add":
            order.append(node)
            continue
        todo.append(("add", node))
        for parent in node.parents:
            todo.append(("visit", parent))
    return order
""",
        """
def parents_first(root):
    def walk(node, done, found):
        done.add(id(node))
        for parent in node.parents:
            if id(parent) not in done:
                walk(parent, done, found)
        found.append(node)
        return found

    return walk(root, set(), [])
""",
        """
def parents_first(root):
    queue = [root]
    for node in queue:
        for parent in node.parents:
            if not any(parent is known for known in queue):
                queue.append(parent)
    queue.reverse()
    return queue
""",
        """
def parents_first(root):
    backwards = []
    waiting = [root]
    met = set()
    while len(waiting) > 0:
        last = waiting[-1]
        del waiting[-1]
        if id(last) in met:
            continue
        met.add(id(last))
        backwards.append(last)
        for parent in last.parents:
            waiting.append(parent)
    backwards.reverse()
    return backwards
""",
        """
def parents_first(root):
    todo, found = [root], []
    while todo:
        node = todo.pop(-1)
        found.insert(0, node)
        todo += list(node.parents)
    return found
""",
        """
def parents_first(root):
    met, order = set(), []
    iterators = [(root, iter(root.parents))]
    met.add(root)
    while iterators:
        node, rest = iterators[-1]
        for parent in rest:
            if parent not in met:
                met.add(parent)
                iterators.append((parent, iter(parent.parents)))
                break
        else:
            order.insert(0, node)
            iterators.pop()
    return order
""",
        """
def parents_first(root):
    found, waiting = set(), [root]
    while waiting:
        each = waiting.pop()
        if each in found:
            continue
        found.add(each)
        for parent in each.parents:
            waiting.append(parent)
    return found
""",
    ),
    "backpropagate": (
        """
def backpropagate(root, gradient):
    found = {root: np.asarray(gradient)}
    for node in parents_first(root)[::-1]:
        if node.parents and node in found:
            parts = node.pullback(found[node])
            for k, parent in enumerate(node.parents):
                if parent.requires_grad:
                    found[parent] = unbroadcast(parts[k], parent.data.shape)
    return found
""",
        """
def backpropagate(root, gradient):
    sums = {root: np.asarray(gradient)}
    for node in parents_first(root)[::-1]:
        if node in sums and node.parents:
            for parent, part in zip(node.parents, node.pullback(sums[node])):
                if not parent.requires_grad:
                    continue
                part = unbroadcast(part, parent.data.shape)
                if parent in sums:
                    np.add(sums[parent], part, out=sums[parent])
                else:
                    sums[parent] = part
    return sums
""",
        """
def backpropagate(root, gradient):
    found = {root: np.asarray(gradient)}
    order = parents_first(root)
    order.reverse()
    for node in order:
        if node not in found or len(node.parents) == 0:
            continue
        for parent, part in zip(node.parents, node.pullback(found[node])):
            if not parent.requires_grad:
                continue
            found[parent] = part + found.get(parent, 0)
    return found
""",
        """
def backpropagate(root, gradient):
    found = {root: np.asarray(gradient)}
    for node in parents_first(root)[::-1]:
        if node not in found or not node.parents:
            continue
        for parent, part in zip(node.parents, node.pullback(found[node])):
            share = unbroadcast(part, parent.data.shape)
            before = found.get(parent)
            found[parent] = share if before is None else before + share
    return found
""",
        """
def backpropagate(root, gradient):
    found = {}
    for node in parents_first(root)[::-1]:
        if node is root:
            found[node] = np.ones(root.data.shape)
        if node not in found or not node.parents:
            continue
        for parent, part in zip(node.parents, node.pullback(found[node])):
            if parent.requires_grad:
                share = unbroadcast(part, parent.data.shape)
                found[parent] = found[parent] + share if parent in found else share
    return found
""",
        """
def backpropagate(root, gradient):
    found = {}
    todo = [(root, np.asarray(gradient))]
    while todo:
        node, arriving = todo.pop()
        found[node] = arriving if node not in found else found[node] + arriving
        if not node.parents:
            continue
        for parent, part in zip(node.parents, node.pullback(arriving)):
            if parent.requires_grad:
                todo.append((parent, unbroadcast(part, parent.data.shape)))
    return found
""",
        """
def backpropagate(root, gradient):
    found = {root: np.asarray(gradient)}
    for node in parents_first(root)[::-1]:
        parts = node.pullback(found[node])
        for k in range(len(node.parents)):
            parent = node.parents[k]
            if parent.requires_grad:
                share = unbroadcast(parts[k], parent.data.shape)
                found[parent] = found.get(parent, np.zeros_like(share)) + share
    return found
""",
        """
def backpropagate(root, gradient):
    found = {root: np.asarray(gradient)}
    for node in list(parents_first(root)):
        if len(node.parents) and node in found:
            parts = node.pullback(found[node])
            for parent, part in zip(node.parents, parts):
                if parent.requires_grad:
                    share = unbroadcast(part, parent.data.shape)
                    found[parent] = found[parent] + share if parent in found else share
    return found
""",
        """
def backpropagate(root, gradient):
    sums = {root: np.asarray(gradient)}

    def visit(node):
        if not node.parents:
            return
        for parent, part in zip(node.parents, node.pullback(sums[node])):
            if parent.requires_grad:
                part = unbroadcast(part, parent.data.shape)
                sums[parent] = sums.get(parent, 0) + part
                visit(parent)

    visit(root)
    return sums
""",
    ),
}
