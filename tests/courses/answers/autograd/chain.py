"""Answers to `chain`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "turned round at each call": (
        "for step_back in reversed(pullbacks):",
        """pullbacks.reverse()
            for step_back in pullbacks:""",
    ),
    "the pullbacks are used up": (
        """for step_back in reversed(pullbacks):
                (gradient,) = step_back(gradient)""",
        """while pullbacks:
                (gradient,) = pullbacks.pop()(gradient)""",
    ),
    "turned round once, as an iterator": """
def chain(*operations):
    def chained(x):
        pullbacks = []
        for operation in operations:
            x, back = operation(x)
            pullbacks.append(back)
        backwards = reversed(pullbacks)

        def pullback(gradient):
            for back in backwards:
                (gradient,) = back(gradient)
            return (gradient,)

        return x, pullback

    return chained
""",
    "a pullback is found by its operation": """
def chain(*operations):
    def chained(x):
        backs = {}
        for operation in operations:
            x, backs[operation] = operation(x)

        def pullback(gradient):
            for operation in reversed(operations):
                (gradient,) = backs[operation](gradient)
            return (gradient,)

        return x, pullback

    return chained
""",
    "the local slopes multiplied on the way": """
def chain(*operations):
    def chained(x):
        import numpy as np

        slope = np.ones_like(x)
        for operation in operations:
            x, back = operation(x)
            slope = slope * back(np.ones_like(x))[0]
        return x, lambda gradient: (gradient * slope,)

    return chained
""",
    "functions that see the last pullback alone": """
def chain(*operations):
    def chained(x):
        pullback = lambda gradient: (gradient,)
        for operation in operations:
            x, back = operation(x)
            pullback = lambda gradient: back(gradient)
        return x, pullback

    return chained
""",
    "each operation is run twice": """
def chain(*operations):
    def chained(x):
        inputs = []
        for operation in operations:
            inputs.append(x)
            x = operation(x)[0]

        def pullback(gradient):
            for operation, value in zip(operations[::-1], inputs[::-1]):
                gradient = operation(value)[1](gradient)[0]
            return (gradient,)

        return x, pullback

    return chained
""",
    "float64 whatever came": """
def chain(*operations):
    import numpy as np

    def chained(x):
        x, pullbacks = np.asarray(x, dtype=float), []
        for operation in operations:
            x, back = operation(x)
            pullbacks.insert(0, back)

        def pullback(gradient):
            for back in pullbacks:
                gradient = back(gradient)[0]
            return (gradient,)

        return x, pullback

    return chained
""",
    "at least one operation": """
def chain(*operations):
    def chained(x):
        first, *rest = operations
        x, back = first(x)
        backs = [back]
        for operation in rest:
            x, back = operation(x)
            backs.append(back)

        def pullback(gradient):
            for back in backs[::-1]:
                gradient = back(gradient)[0]
            return (gradient,)

        return x, pullback

    return chained
""",
    "a list that is made once, as a default": """
def chain(*operations):
    def chained(x, pullbacks=[]):
        for operation in operations:
            x, back = operation(x)
            pullbacks.append(back)

        def pullback(gradient):
            for back in pullbacks[::-1]:
                gradient = back(gradient)[0]
            return (gradient,)

        return x, pullback

    return chained
""",
    "operations that can be gone through once": """
def chain(*operations):
    remaining = iter(operations)

    def chained(x):
        backs = []
        for operation in remaining:
            x, back = operation(x)
            backs.append(back)

        def pullback(gradient):
            for back in backs[::-1]:
                gradient = back(gradient)[0]
            return (gradient,)

        return x, pullback

    return chained
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def chain(*operations):
    if not operations:
        return lambda x: (x, lambda g: (g,))
    first, rest = operations[0], chain(*operations[1:])

    def both(x):
        middle, back_to_x = first(x)
        end, back_to_middle = rest(middle)
        return end, lambda g: back_to_x(*back_to_middle(g))

    return both
""",
    "two at a time": """
def chain(*operations):
    from functools import reduce

    def two(first, second):
        def both(x):
            middle, to_x = first(x)
            end, to_middle = second(middle)
            return end, lambda gradient: to_x(to_middle(gradient)[0])

        return both

    return reduce(two, operations, lambda x: (x, lambda gradient: (gradient,)))
""",
    "each pullback holds the ones before it": """
def chain(*operations):
    def joined(before, back):
        return lambda gradient: before(back(gradient)[0])

    def chained(x):
        way_back = lambda gradient: (gradient,)
        for operation in operations:
            x, back = operation(x)
            way_back = joined(way_back, back)
        return x, way_back

    return chained
""",
    "one tuple of results, put in front": """
def chain(*operations):
    def chained(x):
        backs = ()
        for operation in operations:
            x, back = operation(x)
            backs = (back, *backs)

        def pullback(gradient):
            answer = (gradient,)
            for back in backs:
                answer = back(*answer)
            return answer

        return x, pullback

    return chained
""",
}
