"""Answers to `backpropagate`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "sums that start as float64": (
        "gradients[parent] + share if parent in gradients else share",
        "gradients.get(parent, np.zeros(parent.data.shape)) + share",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def backpropagate(root, gradient):
    waiting = {}
    done = {}
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
}
