"""Answers to `chain`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "turned round at each call": (
        "for step_back in reversed(pullbacks):",
        """pullbacks.reverse()
            for step_back in pullbacks:""",
    ),
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
}
