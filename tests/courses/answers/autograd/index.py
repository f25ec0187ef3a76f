"""Answers to `index`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def index(x, key):
    places = np.arange(x.size).reshape(x.shape)[key]

    def pullback(gradient):
        flat = np.zeros(x.size, dtype=x.dtype)
        for place, entry in zip(np.ravel(places), np.ravel(gradient)):
            flat[place] += entry
        return (flat.reshape(x.shape),)

    return x[key], pullback
""",
}
