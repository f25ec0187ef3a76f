"""Answers to `backpropagate`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "sums that start as float64": (
        "gradients[parent] + share if parent in gradients else share",
        "gradients.get(parent, np.zeros(parent.data.shape)) + share",
    ),
    "collects in the nodes": """
def backpropagate(root, gradient):
    root.grad = gradient
    order = parents_first(root)
    for node in reversed(order):
        if not node.parents or node.grad is None:
            continue
        for parent, part in zip(node.parents, node.pullback(node.grad)):
            if parent.requires_grad:
                part = unbroadcast(part, parent.data.shape)
                parent.grad = part if parent.grad is None else parent.grad + part
    return {node: node.grad for node in order if node.grad is not None}
""",
    "skips what is zero": """
def backpropagate(root, gradient):
    gradients = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if not node.parents or node not in gradients or not np.any(gradients[node]):
            continue
        for parent, part in zip(node.parents, node.pullback(gradients[node])):
            if parent.requires_grad:
                part = unbroadcast(part, parent.data.shape)
                gradients[parent] = gradients[parent] + part if parent in gradients else part
    return gradients
""",
    "sums over the first axis where shapes differ": """
def backpropagate(root, gradient):
    gradients = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if not node.parents or node not in gradients:
            continue
        for parent, part in zip(node.parents, node.pullback(gradients[node])):
            if not parent.requires_grad:
                continue
            if part.shape != parent.data.shape:
                part = part.sum(axis=0)
            gradients[parent] = gradients[parent] + part if parent in gradients else part
    return gradients
""",
    "brings the total to the shape, not each share": """
def backpropagate(root, gradient):
    gradients = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if node not in gradients:
            continue
        gradients[node] = unbroadcast(gradients[node], node.data.shape)
        if node.parents:
            for parent, part in zip(node.parents, node.pullback(gradients[node])):
                if parent.requires_grad:
                    gradients[parent] = gradients[parent] + part if parent in gradients else part
    return gradients
""",
    "reshapes instead of summing": """
def backpropagate(root, gradient):
    gradients = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if not node.parents or node not in gradients:
            continue
        for parent, part in zip(node.parents, node.pullback(gradients[node])):
            if parent.requires_grad:
                part = np.resize(part, parent.data.shape)
                gradients[parent] = gradients[parent] + part if parent in gradients else part
    return gradients
""",
    "calls itself once all uses have spoken": """
def backpropagate(root, gradient):
    uses = {}
    for node in parents_first(root):
        for parent in node.parents:
            uses[parent] = uses.get(parent, 0) + 1
    gradients = {root: np.asarray(gradient)}

    def walk(node):
        if not node.parents:
            return
        for parent, part in zip(node.parents, node.pullback(gradients[node])):
            uses[parent] -= 1
            if parent.requires_grad:
                part = unbroadcast(part, parent.data.shape)
                gradients[parent] = gradients[parent] + part if parent in gradients else part
                if uses[parent] == 0:
                    walk(parent)

    walk(root)
    return gradients
""",
    "one contribution for each parent": """
def backpropagate(root, gradient):
    gradients = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if not node.parents or node not in gradients:
            continue
        arriving = dict(zip(node.parents, node.pullback(gradients[node])))
        for parent, part in arriving.items():
            if parent.requires_grad:
                part = unbroadcast(part, parent.data.shape)
                gradients[parent] = gradients[parent] + part if parent in gradients else part
    return gradients
""",
    "leaves out the constants at the end": """
def backpropagate(root, gradient):
    gradients = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if not node.parents:
            continue
        for parent, part in zip(node.parents, node.pullback(gradients[node])):
            part = unbroadcast(part, parent.data.shape)
            gradients[parent] = gradients[parent] + part if parent in gradients else part
    return {node: each for node, each in gradients.items() if node.requires_grad}
""",
    "level by level from the root": """
def backpropagate(root, gradient):
    gradients, level, asked = {root: np.asarray(gradient)}, [root], set()
    while level:
        following = []
        for node in level:
            if not node.parents or node in asked:
                continue
            asked.add(node)
            for parent, part in zip(node.parents, node.pullback(gradients[node])):
                if parent.requires_grad:
                    part = unbroadcast(part, parent.data.shape)
                    gradients[parent] = gradients[parent] + part if parent in gradients else part
                    following.append(parent)
        level = following
    return gradients
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def backpropagate(root, gradient):
    waiting = {
}
    done = {
}
    waiting[root] = [gradient]
    for node in parents_first(root)[::-1]:
        if node not in waiting:
            continue
        total = sum(waiting.pop(node)[::-1])
        done[node] = total
        if node.parents:
            parts = node.pullback(total)
            for k in range(len(node.parents)):
                parent = node.parents[k]
                if parent.requires_grad:
                    piece = unbroadcast(parts[k], parent.data.shape)
                    waiting.setdefault(parent, []).append(piece)
    return done
""",
    "zeros of the right kind first": """
def backpropagate(root, gradient):
    order = parents_first(root)
    gradients = {root: np.array(gradient)}
    for node in order[::-1]:
        if node in gradients and len(node.parents) > 0:
            for parent, part in zip(node.parents, node.pullback(gradients[node])):
                if parent.requires_grad:
                    if parent not in gradients:
                        gradients[parent] = np.zeros_like(parent.data)
                    gradients[parent] = gradients[parent] + unbroadcast(part, parent.data.shape)
    return gradients
""",
    "counts the uses, with a stack": """
def backpropagate(root, gradient):
    uses = {}
    for node in parents_first(root):
        for parent in node.parents:
            uses[parent] = uses.get(parent, 0) + 1
    gradients, ready = {root: np.asarray(gradient)}, [root]
    while ready:
        node = ready.pop()
        parts = [None] * len(node.parents)
        if node.parents and node in gradients:
            parts = node.pullback(gradients[node])
        for parent, part in zip(node.parents, parts, strict=True):
            if part is not None and parent.requires_grad:
                part = unbroadcast(part, parent.data.shape)
                gradients[parent] = part if parent not in gradients else part + gradients[parent]
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)
    return gradients
""",
    "in place, on memory of its own": """
def backpropagate(root, gradient):
    order = parents_first(root)
    totals = {root: np.array(gradient)}
    while order:
        node = order.pop()
        if node not in totals or not node.parents:
            continue
        parts = node.pullback(totals[node])
        for place, parent in enumerate(node.parents):
            if not parent.requires_grad:
                continue
            share = unbroadcast(parts[place], parent.data.shape)
            if parent in totals:
                totals[parent] += share
            else:
                totals[parent] = np.array(share)
    return totals
""",
}
