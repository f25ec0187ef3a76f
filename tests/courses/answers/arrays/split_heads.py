"""Answers to `split_heads`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "heads cut as if the shape came out right": """
def split_heads(x, heads):
    batch, seq, d_model = x.shape
    return x.reshape(batch, heads, seq, d_model // heads)
""",
    "features dealt out like cards": """
def split_heads(x, heads):
    return rearrange(x, 'b s (d h) -> b h s d', h=heads)
""",
    "heads behind the sequence": """
def split_heads(x, heads):
    return rearrange(x, 'b s (h d) -> b s h d', h=heads)
""",
    "one head's pieces stacked in front": """
def split_heads(x, heads):
    import torch
    return torch.stack(x.chunk(heads, dim=-1))
""",
    "a single head loses its axis": """
def split_heads(x, heads):
    return rearrange(x, 'b s (h d) -> b h s d', h=heads).squeeze(1)
""",
}

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
    "slice by slice": """
def split_heads(x, heads):
    import torch
    d = x.shape[2] // heads
    result = torch.empty(x.shape[0], heads, x.shape[1], d, dtype=x.dtype)
    for h in range(heads):
        result[:, h] = x[:, :, h * d : (h + 1) * d]
    return result
""",
}
