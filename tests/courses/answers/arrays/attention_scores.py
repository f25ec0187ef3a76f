"""Answers to `attention_scores`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def attention_scores(q, k):
    return (q * q.size(3) ** -0.5) @ k.mT
""",
    "in a third style": """
def attention_scores(q, k):
    products = (q[:, :, :, None, :] * k[:, :, None, :, :]).sum(-1)
    return products.div(math.sqrt(k.shape[-1]))
""",
}
