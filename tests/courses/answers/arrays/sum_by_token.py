"""Answers to `sum_by_token`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def sum_by_token(values, tokens, vocab):
    is_token = tokens[:, :, None] == torch.arange(vocab)
    return torch.einsum("bs,bsv->bv", values, is_token.to(values.dtype))
""",
    "in a third style": """
def sum_by_token(values, tokens, vocab):
    result = torch.zeros(values.shape[0], vocab, dtype=values.dtype)
    rows = torch.arange(values.shape[0]).unsqueeze(1).expand_as(tokens)
    result.index_put_((rows, tokens), values, accumulate=True)
    return result
""",
}
