"""Right answers to the exercises of `graph`, written in other ways than the library's.

A check that rejects one of these is at fault: it tests how an answer is written.
"""

import pytest

RIGHT = {
    "record": """
def apply(operation, *values, **options):
    needed = False
    arrays = []
    for value in values:
        arrays.append(value.data)
        needed = needed or value.requires_grad
    out, back = operation(*arrays, **options)
    result = Value(out)
    if needed and is_recording.get():
        result.requires_grad = True
        result.parents = values
        result.pullback = back
    return result
""",
    "parents_first": """
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
    "backpropagate": """
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
    "backward": """
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
    "no_grad": """
@contextmanager
def no_grad():
    before = is_recording.get()
    is_recording.set(False)
    try:
        yield
    finally:
        is_recording.set(before)
""",
    "detach": """
def detach(self):
    with no_grad():
        return Value(np.array(self.data), requires_grad=False)
""",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_of_another_kind_is_accepted(name, verdict_on) -> None:
    verdict = verdict_on(name, RIGHT[name])
    assert (verdict.outcome, verdict.failure) == ("passed", None)
