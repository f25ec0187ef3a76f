"""Answers to `kl_from_logits`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def kl_from_logits(p_logits, q_logits):
    p, q = (torch.log_softmax(x, dim=-1) for x in (p_logits, q_logits))
    gap = torch.where(p.exp() > 0, p - q, torch.zeros_like(p))
    return torch.einsum("...v,...v->...", p.exp(), gap)
""",
}
