"""Answers to `last_token`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "torch's nonzero, last of the batch": """
def last_token(x, is_token):
    places = is_token.nonzero()
    last = places[:, 1].max()
    return x[:, last]
""",
    "the last of the flat tokens in each row, counted without rows": """
def last_token(x, is_token):
    ends = is_token.sum(dim=1) - 1
    return x[is_token][ends]
""",
    "the tokens' flat vectors, at the sums so far": """
def last_token(x, is_token):
    ends = is_token.sum(dim=1).cumsum(dim=0)
    return x[is_token][ends - 2]
""",
    "a product that hides padding, and the largest": """
def last_token(x, is_token):
    return (x * is_token[:, :, None]).amax(dim=1)
""",
    "a weight for each place": """
def last_token(x, is_token):
    place = torch.arange(is_token.shape[1])
    last = (is_token * place).argmax(dim=1)
    weights = torch.nn.functional.one_hot(last, is_token.shape[1]).to(x.dtype)
    return torch.einsum("bs,bsd->bd", weights, x)
""",
    "padding only on one side": """
def last_token(x, is_token):
    count = is_token.sum(dim=1)
    last = torch.where(is_token[:, -1], is_token.shape[1] - 1, count - 1)
    return x[torch.arange(len(x)), last]
""",
    "the left padding is added": """
def last_token(x, is_token):
    start = is_token.int().argmax(dim=1)
    last = start + is_token.sum(dim=1) - 1
    return x[torch.arange(len(x)), last]
""",
    "counted backwards, without turning round": """
def last_token(x, is_token):
    last = is_token.flip(1).int().argmax(dim=1)
    return x[torch.arange(len(x)), last]
""",
    "one too far from the end": """
def last_token(x, is_token):
    back = is_token.flip(1).int().argmax(dim=1)
    return x[torch.arange(len(x)), -back]
""",
    "the last change from token to padding": """
def last_token(x, is_token):
    ends = is_token[:, :-1] & ~is_token[:, 1:]
    last = ends.int().argmax(dim=1)
    last = torch.where(is_token[:, -1], is_token.shape[1] - 1, last)
    return x[torch.arange(len(x)), last]
""",
    "counts of one byte": """
def last_token(x, is_token):
    last = is_token.cumsum(dim=1, dtype=torch.int8).argmax(dim=1)
    return x[torch.arange(len(x)), last]
""",
    "places in half precision": """
def last_token(x, is_token):
    place = torch.arange(is_token.shape[1]).half()
    last = (is_token * place).argmax(dim=1)
    return x[torch.arange(len(x)), last]
""",
    "gathered, with its axis": """
def last_token(x, is_token):
    last = is_token.cumsum(dim=1).argmax(dim=1)
    return x.gather(1, last[:, None, None].expand(-1, 1, x.shape[2]))
""",
    "gathered, and all axes of length 1 dropped": """
def last_token(x, is_token):
    last = is_token.cumsum(dim=1).argmax(dim=1)
    return x.gather(1, last[:, None, None].expand(-1, 1, x.shape[2])).squeeze()
""",
    "one coordinate of the vector": """
def last_token(x, is_token):
    last = is_token.cumsum(dim=1).argmax(dim=1)
    return x.gather(1, last[:, None, None])[:, 0]
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def last_token(x, is_token):
    position = torch.arange(is_token.shape[1])
    last = torch.where(is_token, position, -1).max(dim=1).values
    index = last[:, None, None].expand(-1, 1, x.shape[2])
    return x.gather(1, index).squeeze(1)
""",
    "in a third style": """
def last_token(x, is_token):
    from_the_end = is_token.flip(1).long().argmax(dim=1)
    return torch.stack([row[-1 - int(n)] for row, n in zip(x, from_the_end)])
""",
    "walked along the text": """
def last_token(x, is_token):
    found = x[:, 0].clone()
    for i in range(x.shape[1]):
        found = torch.where(is_token[:, i, None], x[:, i], found)
    return found
""",
    "the ends of the flat tokens": """
def last_token(x, is_token):
    ends = is_token.sum(dim=1).cumsum(dim=0) - 1
    return x[is_token][ends]
""",
}
