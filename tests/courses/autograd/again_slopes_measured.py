"""The known mistakes of the lesson `slopes`, made a second time, continued: the chain."""

AGAIN: dict[str, tuple[str, ...]] = {
    "chain": (
        """
def chain(*operations):
    def run(x):
        ways_back = []
        for op in operations:
            x, back = op(x)
            ways_back.append(back)

        def pullback(g):
            i = 0
            while i < len(ways_back):
                g = ways_back[i](g)[0]
                i += 1
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(x):
        ways_back = []
        for k in range(len(operations) - 1, -1, -1):
            x, back = operations[k](x)
            ways_back = [back] + ways_back

        def pullback(g):
            for back in ways_back:
                g = back(g)[0]
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(x):
        outcomes = [operation(x) for operation in operations]
        result = outcomes[-1][0] if outcomes else x

        def pullback(g):
            for _, back in outcomes[::-1]:
                g = back(g)[0]
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(x):
        if not operations:
            return x, lambda g: g
        backs = []
        for op in operations:
            x, back = op(x)
            backs.insert(0, back)

        def pullback(g):
            for back in backs:
                g = back(g)[0]
            return g

        return x, pullback

    return run
""",
        """
def chain(*operations):
    tape = {}

    def run(x):
        for k, op in enumerate(operations):
            x, tape[k] = op(x)

        def pullback(g):
            for k in sorted(tape, reverse=True):
                g = tape[k](g)[0]
            return (g,)

        return x, pullback

    return run
""",
        """
def chain(*operations):
    def run(value):
        back = lambda g: (g,)
        for each in operations:
            value, back = each(value)
        return value, back

    return run
""",
        """
def chain(*operations):
    def chained(x):
        pullbacks = []
        for f in operations:
            x, back = f(x)
            pullbacks.append(back)

        def pullback(gradient):
            for back in reversed(pullbacks):
                gradient = back(gradient)
            return (gradient,)

        return x, pullback

    return chained
""",
        """
def chain(*operations):
    def chained(x):
        pullbacks = []
        for f in operations:
            x, back = f(x)
            pullbacks.append(back)

        backwards = reversed(pullbacks)

        def pullback(gradient):
            for back in backwards:
                (gradient,) = back(gradient)
            return (gradient,)

        return x, pullback

    return chained
""",
        """
def chain(*operations):
    def chained(x):
        backs = []
        for f in operations:
            x, back = f(x)
            backs.append(back)

        def pullback(gradient):
            backs[:] = backs[::-1]
            for back in backs:
                gradient = back(gradient)[0]
            return (gradient,)

        return x, pullback

    return chained
""",
        """
def chain(*operations):
    def chained(x):
        pullbacks = []
        for f in operations:
            x, back = f(x)
            pullbacks.append(back)

        def pullback(gradient):
            for back in reversed(pullbacks):
                (gradient,) = back(gradient)
                return (gradient,)

        return x, pullback

    return chained
""",
    ),
}
