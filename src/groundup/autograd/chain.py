"""The chain rule, run backwards."""

from groundup.autograd.arrays import Array, Operation, Pullback


def chain(*operations: Operation) -> Operation:
    """One operation that applies several one after another, the first one first.

    Each takes one array and returns its result and a pullback; so does what comes back. Its
    pullback hands the gradient through theirs, from the last to the first, and returns a tuple of
    one. A chain of no operations returns its argument, and its pullback the gradient.

    Each run of the chain has a pullback of its own, which may be called more than once. A run calls
    each operation once: one that draws random numbers would draw others the next time.

    chain(exp, tanh)(x) is tanh(exp(x)).
    """

    def chained(x: Array) -> tuple[Array, Pullback]:
        pullbacks = []
        for operation in operations:
            x, step_back = operation(x)
            pullbacks.append(step_back)

        def pullback(gradient: Array) -> tuple[Array]:
            for step_back in reversed(pullbacks):
                (gradient,) = step_back(gradient)
            return (gradient,)

        return x, pullback

    return chained
