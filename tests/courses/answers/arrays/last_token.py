"""Answers to `last_token`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

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
}
