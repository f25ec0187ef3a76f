"""Answers to `attention_scores`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "divided by d_head": """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b h i j') / q.shape[-1]
""",
    "not divided": """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b h i j')
""",
    "keys in rows": """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b h j i') / math.sqrt(q.shape[-1])
""",
    "divided by the root of the sequence's length": """
def attention_scores(q, k):
    return einsum(q, k, 'b h i d, b h j d -> b h i j') / math.sqrt(q.shape[-2])
""",
    "shares already": """
def attention_scores(q, k):
    return (einsum(q, k, 'b h i d, b h j d -> b h i j') / math.sqrt(q.shape[-1])).softmax(dim=-1)
""",
    "a root in single precision": """
def attention_scores(q, k):
    import torch

    return q @ k.transpose(-1, -2) / torch.sqrt(torch.tensor(q.shape[-1]))
""",
}

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
    "scaled queries": """
def attention_scores(q, k):
    return (q / q.shape[-1] ** 0.5) @ k.mT
""",
}
