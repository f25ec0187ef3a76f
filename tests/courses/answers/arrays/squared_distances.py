"""Answers to `squared_distances`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "only the rows of y that x has": """
def squared_distances(x, y):
    result = torch.zeros(len(x), len(x), dtype=x.dtype)
    for i in range(len(x)):
        for j in range(len(x)):
            result[i, j] = ((x[i] - y[j]) ** 2).sum()
    return result
""",
    "row by row: pairs that stand side by side": """
def squared_distances(x, y):
    return ((x - y) ** 2).sum(dim=-1)
""",
    "the square of the sum": """
def squared_distances(x, y):
    return (x.unsqueeze(1) - y.unsqueeze(0)).sum(dim=-1) ** 2
""",
    "the largest coordinate's difference": """
def squared_distances(x, y):
    return ((x.unsqueeze(1) - y.unsqueeze(0)) ** 2).amax(dim=-1)
""",
    "a table of float32": """
def squared_distances(x, y):
    result = torch.zeros(len(x), len(y))
    for i, point in enumerate(x):
        for j, other in enumerate(y):
            result[i, j] = torch.dot(point - other, point - other)
    return result
""",
    "x and y are stood on end and axes of length 1 dropped": """
def squared_distances(x, y):
    difference = x[:, None] - y[None]
    return (difference**2).sum(dim=-1).squeeze()
""",
    "multiplied out around the common mean": """
def squared_distances(x, y):
    centre = x.mean(dim=0)
    x, y = x - centre, y - centre
    lengths = (x * x).sum(1)[:, None] + (y * y).sum(1)[None]
    return lengths - 2 * x @ y.T
""",
    "multiplied out in float64, with less than 0 raised": """
def squared_distances(x, y):
    p, q = x.double(), y.double()
    squares = (p * p).sum(1)[:, None] + (q * q).sum(1) - 2 * p @ q.T
    return squares.clamp(min=0).to(x.dtype)
""",
    "multiplied out, with the diagonal set to 0": """
def squared_distances(x, y):
    squares = (x * x).sum(1)[:, None] + (y * y).sum(1) - 2 * x @ y.T
    if x.shape == y.shape:
        squares.fill_diagonal_(0)
    return squares
""",
    "the distance, rooted and squared again by torch's norm of y's axis": """
def squared_distances(x, y):
    return torch.norm(x[:, None, :] - y[None, :, :], dim=1) ** 2
""",
    "the root is taken and squared": """
def squared_distances(x, y):
    return torch.linalg.norm(x[:, None, :].float() - y[None, :, :].float(), dim=-1).to(x.dtype) ** 2
""",
    "entry by entry into a table like x": """
def squared_distances(x, y):
    table = torch.zeros_like(x @ y.T, dtype=torch.float32)
    for k in range(x.shape[-1]):
        table = table + (x[:, k, None].float() - y[:, k].float()) ** 2
    return table.to(x.dtype)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def squared_distances(x, y):
    total = torch.zeros(len(x), len(y), dtype=x.dtype)
    for k in range(x.shape[1]):
        total += (x[:, k].unsqueeze(1) - y[:, k].unsqueeze(0)).square()
    return total
""",
    "in a third style": """
def squared_distances(x, y):
    difference = torch.stack([point - y for point in x])
    return torch.einsum("ijd,ijd->ij", difference, difference)
""",
    "every point repeated": """
def squared_distances(x, y):
    left = x.repeat_interleave(len(y), dim=0)
    right = y.repeat(len(x), 1)
    return (left - right).pow(2).sum(dim=1).reshape(len(x), len(y))
""",
    "two loops over numbers": """
def squared_distances(x, y):
    table = x.new_zeros(len(x), len(y))
    for i in range(len(x)):
        for j in range(len(y)):
            step = x[i] - y[j]
            table[i, j] = step @ step
    return table
""",
}
