"""Answers to `unbroadcast`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "axes are found by their lengths, not by their places": """
def unbroadcast(gradient, shape):
    for axis, length in enumerate(gradient.shape):
        if length not in shape:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient.reshape(shape)
""",
    "a product with ones and zeros, which infinities leak through": """
def unbroadcast(gradient, shape):
    size = int(np.prod(shape))
    owners = np.broadcast_to(np.arange(size).reshape(shape), gradient.shape)
    belongs = (np.arange(size)[:, None] == owners.ravel()).astype(gradient.dtype)
    return (belongs @ gradient.ravel()).reshape(shape)
""",
    "one entry is one number": """
def unbroadcast(gradient, shape):
    if all(length == 1 for length in shape):
        return gradient.sum()
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient
""",
    "axes of length 1 are squeezed away": """
def unbroadcast(gradient, shape):
    added = gradient.ndim - len(shape)
    padded = (1,) * added + tuple(shape)
    axes = tuple(i for i, n in enumerate(padded) if n == 1)
    return gradient.sum(axis=axes, keepdims=True).squeeze()
""",
    "only where the gradient is longer": """
def unbroadcast(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis, length in enumerate(shape):
        if gradient.shape[axis] > length:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient
""",
    "either new axes or stretched ones": """
def unbroadcast(gradient, shape):
    if gradient.ndim > len(shape):
        return gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    axes = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return gradient.sum(axis=axes, keepdims=True)
""",
    "blocks of the right size are added": """
def unbroadcast(gradient, shape):
    return gradient.reshape(-1, *shape).sum(axis=0)
""",
    "a mean, scaled by the number of copies": """
def unbroadcast(gradient, shape):
    copies = gradient.size // int(np.prod(shape))
    added = gradient.ndim - len(shape)
    axes = [*range(added)]
    axes += [i + added for i, n in enumerate(shape) if n == 1]
    return gradient.mean(axis=tuple(axes), keepdims=True).reshape(shape) * copies
""",
    "summed into a float64 array": """
def unbroadcast(gradient, shape):
    owners = np.broadcast_to(np.arange(int(np.prod(shape))).reshape(shape), gradient.shape)
    result = np.zeros(int(np.prod(shape)))
    np.add.at(result, owners, gradient)
    return result.reshape(shape)
""",
    "one axis too many is enough": """
def unbroadcast(gradient, shape):
    if gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1 and gradient.shape[axis] != 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient
""",
    "summed in the caller's memory": """
def unbroadcast(gradient, shape):
    added = gradient.ndim - len(shape)
    padded = (1,) * added + tuple(shape)
    for axis, length in enumerate(padded):
        if length == 1 and gradient.shape[axis] > 1:
            first, *others = np.moveaxis(gradient, axis, 0)
            for other in others:
                first += other
            gradient = np.expand_dims(first, axis)
    return gradient.reshape(shape)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def unbroadcast(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis in range(len(shape)):
        if shape[axis] == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient
""",
    "the shape is padded with ones in front": """
def unbroadcast(gradient, shape):
    padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
    for axis, (have, want) in enumerate(zip(gradient.shape, padded)):
        if have != want:
            gradient = np.add.reduce(gradient, axis=axis, keepdims=True)
    return np.reshape(gradient, shape)
""",
    "each place pays its owner": """
def unbroadcast(gradient, shape):
    size = int(np.prod(shape))
    owners = np.broadcast_to(np.arange(size).reshape(shape), gradient.shape)
    result = np.zeros(size, dtype=gradient.dtype)
    np.add.at(result, owners, gradient)
    return result.reshape(shape)
""",
    "a sum of products without products": """
def unbroadcast(gradient, shape):
    letters = "abcdefgh"[: gradient.ndim]
    added = gradient.ndim - len(shape)
    kept = [letter for letter, n in zip(letters[added:], shape) if n != 1]
    return np.einsum(f"{letters}->{''.join(kept)}", gradient).reshape(shape)
""",
    "axis by axis, by recursion": """
def unbroadcast(gradient, shape):
    if gradient.ndim > len(shape):
        return unbroadcast(gradient.sum(axis=0), shape)
    for axis, length in enumerate(shape):
        if gradient.shape[axis] != length:
            return unbroadcast(gradient.sum(axis=axis, keepdims=True), shape)
    return gradient.copy()
""",
}
