"""Answers to `split_heads`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def split_heads(x, heads):
    batch, seq, d_model = x.shape
    return x.view(batch, seq, heads, d_model // heads).transpose(1, 2)
""",
    "in a third style": """
def split_heads(x, heads):
    import torch
    return torch.stack(x.split(x.size(-1) // heads, dim=-1), dim=1)
""",
}
