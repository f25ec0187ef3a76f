"""Answers to `hide_future`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "as many queries as keys": """
def hide_future(scores):
    n = scores.shape[-1]
    later = torch.ones(n, n, dtype=torch.bool).triu(1)
    return scores.masked_fill(later[: scores.shape[-2]], -torch.inf)
""",
    "tril fills with zeros, which are then taken for hidden": """
def hide_future(scores):
    lower = scores.tril(scores.shape[-1] - scores.shape[-2])
    return lower.masked_fill(lower == 0, -torch.inf)
""",
    "a mask of numbers is added": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    mask = torch.full((rows, columns), -torch.inf).triu(columns - rows + 1)
    return scores + mask
""",
    "a mask of numbers is added, in the scores' dtype": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    mask = scores.new_full((rows, columns), -torch.inf).triu(columns - rows + 1)
    return scores + mask
""",
    "the least number of the dtype": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    later = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows + 1)
    return scores.masked_fill(later, torch.finfo(scores.dtype).min)
""",
    "keys before a distance, counted the wrong way": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    query = torch.arange(rows) - (columns - rows)
    later = torch.arange(columns) > query[:, None]
    return scores.masked_fill(later, -torch.inf)
""",
    "rows and columns exchanged": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    key = torch.arange(columns)
    query = torch.arange(columns - rows, columns)
    later = key[:, None] > query
    return scores.masked_fill(later.reshape(rows, columns), -torch.inf)
""",
    "the first two axes": """
def hide_future(scores):
    rows, columns = scores.shape[0], scores.shape[1]
    later = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows + 1)
    return scores.masked_fill(later, -torch.inf)
""",
    "an axis for batch and heads": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    later = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows + 1)
    return scores.masked_fill(later[None, None], -torch.inf)
""",
    "the softmax, too": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    later = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows + 1)
    return scores.masked_fill(later, -torch.inf).softmax(dim=-1)
""",
    "the first query sees its key and one more": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    later = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows + 2)
    return scores.masked_fill(later, -torch.inf)
""",
    "a table of the result in float32": """
def hide_future(scores):
    result = torch.full(scores.shape, -torch.inf)
    extra = scores.shape[-1] - scores.shape[-2]
    for i in range(scores.shape[-2]):
        result[..., i, : extra + i + 1] = scores[..., i, : extra + i + 1]
    return result
""",
    "nothing is hidden, so the scores come back": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    if rows == 1:
        return scores
    later = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows + 1)
    return scores.masked_fill(later, -torch.inf)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    visible = torch.ones(rows, columns, dtype=torch.bool).tril(columns - rows)
    return torch.where(visible, scores, float("-inf"))
""",
    "in a third style": """
def hide_future(scores):
    hidden = scores.clone()
    extra = scores.shape[-1] - scores.shape[-2]
    for i in range(scores.shape[-2]):
        hidden[..., i, extra + i + 1 :] = -float("inf")
    return hidden
""",
    "triangle of the future": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    later = torch.ones(rows, columns, dtype=torch.bool).triu(diagonal=columns - rows + 1)
    return scores.masked_fill(later, float("-inf"))
""",
    "places of the triangle": """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    i, j = torch.triu_indices(rows, columns, offset=columns - rows + 1)
    result = scores.clone()
    result[..., i, j] = -torch.inf
    return result
""",
}
