"""Answers to `index`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "entry by entry of the key": """
def index(x, key):
    def pullback(gradient):
        result = np.zeros_like(x)
        if isinstance(key, np.ndarray) and key.dtype != bool:
            for place, entry in zip(key, gradient):
                result[place] += entry
        elif isinstance(key, tuple):
            for place, entry in zip(zip(*key), gradient):
                result[place] += entry
        else:
            result[key] = gradient
        return (result,)

    return np.asarray(x[key]), pullback
""",
    "repeats are looked for in lists alone": """
def index(x, key):
    def pullback(gradient):
        result = np.zeros_like(x)
        if isinstance(key, np.ndarray) or (
            isinstance(key, tuple) and all(isinstance(each, np.ndarray) for each in key)
        ):
            np.add.at(result, key, gradient)
        else:
            result[key] += gradient
        return (result,)

    return np.asarray(x[key]), pullback
""",
    "places are told apart by their numbers": """
def index(x, key):
    def pullback(gradient):
        result = np.zeros_like(x)
        if isinstance(key, np.ndarray) and key.dtype != bool:
            for place in np.unique(key):
                result[place] = gradient[key == place].sum(axis=0)
        else:
            np.add.at(result, key, gradient)
        return (result,)

    return np.asarray(x[key]), pullback
""",
    "a product with ones and zeros, which infinities leak through": """
def index(x, key):
    places = np.arange(x.size).reshape(x.shape)[key]

    def pullback(gradient):
        taken = (np.arange(x.size)[:, None] == np.ravel(places)).astype(x.dtype)
        return ((taken @ np.ravel(gradient)).reshape(x.shape),)

    return np.asarray(x[key]), pullback
""",
    "rows are taken whatever the key": """
def index(x, key):
    def pullback(gradient):
        result = np.zeros_like(x)
        np.add.at(result, key, gradient)
        return (result,)

    return np.take(x, key, axis=0), pullback
""",
    "zeros are made by a product": """
def index(x, key):
    def pullback(gradient):
        result = x * 0
        np.add.at(result, key, gradient)
        return (result,)

    return np.asarray(x[key]), pullback
""",
    "collected in an array like the gradient's": """
def index(x, key):
    def pullback(gradient):
        result = np.zeros(x.shape, dtype=gradient.dtype)
        result[key] = 0
        np.add.at(result, np.asarray(key), gradient)
        return (result,)

    return np.asarray(x[key]), pullback
""",
    "each entry gets the gradient of its last use": """
def index(x, key):
    places = np.arange(x.size).reshape(x.shape)[key]

    def pullback(gradient):
        result = np.zeros_like(x)
        np.put(result, places, gradient)
        return (result,)

    return np.asarray(x[key]), pullback
""",
    "each entry gets the mean of its uses": """
def index(x, key):
    def pullback(gradient):
        result, count = np.zeros_like(x), np.zeros(x.shape)
        np.add.at(result, key, gradient)
        np.add.at(count, key, 1)
        return ((result / np.maximum(count, 1)).astype(x.dtype),)

    return np.asarray(x[key]), pullback
""",
    "written into x itself": """
def index(x, key):
    taken = np.array(x[key])

    def pullback(gradient):
        x[...] = 0
        np.add.at(x, key, gradient)
        return (x,)

    return taken, pullback
""",
    "a row of repeats along the first axis only": """
def index(x, key):
    def pullback(gradient):
        result = np.zeros_like(x)
        if isinstance(key, tuple) and any(isinstance(each, slice) for each in key):
            result[key] = gradient
        else:
            np.add.at(result, key, gradient)
        return (result,)

    return np.asarray(x[key]), pullback
""",
    "a key with more than one axis is flattened": """
def index(x, key):
    flat = key.ravel() if isinstance(key, np.ndarray) and key.dtype != bool else key

    def pullback(gradient):
        result = np.zeros_like(x)
        np.add.at(result, flat, gradient)
        return (result,)

    return np.asarray(x[flat]), pullback
""",
}

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
    "counted with weights": """
def index(x, key):
    places = np.arange(x.size).reshape(x.shape)[key]

    def pullback(gradient):
        flat = np.bincount(np.ravel(places), weights=np.ravel(gradient), minlength=x.size)
        return (flat.reshape(x.shape).astype(x.dtype),)

    return np.array(x[key]), pullback
""",
    "sorted, and summed in runs": """
def index(x, key):
    places = np.ravel(np.arange(x.size).reshape(x.shape)[key])

    def pullback(gradient):
        order = np.argsort(places, kind="stable")
        owners, starts = np.unique(places[order], return_index=True)
        flat = np.zeros(x.size, dtype=x.dtype)
        if len(owners):
            flat[owners] = np.add.reduceat(np.ravel(gradient)[order], starts)
        return (flat.reshape(x.shape),)

    return np.array(x[key]), pullback
""",
}
