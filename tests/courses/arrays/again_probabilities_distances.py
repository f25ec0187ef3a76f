"""More of the known mistakes of `probabilities`, made a second time in another style."""

AGAIN: dict[str, tuple[str, ...]] = {
    "entropy_of_logits": (
        """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    return torch.where(p > 0, p * torch.log(p), torch.zeros_like(p)).sum(-1)
""",
        """
def entropy_of_logits(logits):
    log_p = torch.log_softmax(logits, dim=-1)
    return torch.sum(-torch.exp(log_p) * log_p, dim=-1)
""",
        """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    surprises = torch.where(p > 0, -torch.log(p), torch.zeros_like(p))
    return (p * surprises).sum(-1) / logits.shape[-1]
""",
        """
def entropy_of_logits(logits):
    weights = torch.exp(logits)
    terms = torch.where(weights == 0, torch.zeros_like(logits), weights * logits)
    return torch.neg(torch.sum(terms, -1))
""",
        """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    bits = torch.where(p > 0, -torch.log2(p), torch.zeros_like(p))
    return (p * bits).sum(-1)
""",
        """
def entropy_of_logits(logits):
    log_p = torch.log_softmax(logits, -1)
    surprises = torch.where(log_p.exp() > 0, -log_p, torch.zeros_like(log_p))
    return torch.sum(surprises, -1)
""",
        """
def entropy_of_logits(logits):
    log_p = torch.sub(logits, torch.logsumexp(logits, -1))
    p = torch.exp(log_p)
    return torch.where(p > 0, -p * log_p, torch.zeros_like(p)).sum(-1)
""",
        """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    return torch.where(p > 0, -p * torch.log(p), torch.zeros_like(p)).sum()
""",
        """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    return torch.nansum(-p * torch.log(p), dim=-1)
""",
        """
def entropy_of_logits(logits):
    p = torch.softmax(logits, -1)
    surprise = -torch.log(p + 1e-9)
    return torch.einsum("...v,...v->...", p, surprise)
""",
    ),
    "kl_from_logits": (
        """
def kl_from_logits(p_logits, q_logits):
    p_log, q_log = (torch.log_softmax(x, -1) for x in (p_logits, q_logits))
    q = torch.exp(q_log)
    return torch.where(q > 0, q * (q_log - p_log), torch.zeros_like(q)).sum(-1)
""",
        """
def kl_from_logits(p_logits, q_logits):
    p, q = torch.softmax(p_logits, -1), torch.softmax(q_logits, -1)
    gaps = torch.log(p) - torch.log(q)
    return torch.where(p == 0, torch.zeros_like(p), p * gaps).sum(-1)
""",
        """
def kl_from_logits(p_logits, q_logits):
    p_log, q_log = (torch.log_softmax(x, -1) for x in (p_logits, q_logits))
    p = torch.exp(p_log)
    terms = torch.where(p > 0, p * (p_log - q_log), torch.zeros_like(p))
    return terms.sum(-1) / terms.shape[-1]
""",
        """
def kl_from_logits(p_logits, q_logits):
    p_log, q_log = (torch.log_softmax(x, -1) for x in (p_logits, q_logits))
    return torch.sum(p_log.exp() * p_log - p_log.exp() * q_log, dim=-1)
""",
        """
def kl_from_logits(p_logits, q_logits):
    p_log, q_log = (torch.log_softmax(x, -1) for x in (p_logits, q_logits))
    gaps = p_log - q_log
    finite = torch.where(torch.isfinite(gaps), gaps, torch.zeros_like(gaps))
    return torch.einsum("...v,...v->...", torch.exp(p_log), finite)
""",
        """
def kl_from_logits(p_logits, q_logits):
    p_log = torch.log_softmax(p_logits, -1)
    p = p_log.exp()
    return torch.where(p > 0, p * (p_log - q_logits), torch.zeros_like(p)).sum(-1)
""",
        """
def kl_from_logits(p_logits, q_logits):
    p, q_log = torch.softmax(p_logits, -1), torch.log_softmax(q_logits, -1)
    terms = torch.where(p > 0, p * q_log, torch.zeros_like(p))
    return torch.neg(torch.sum(terms, -1))
""",
        """
def kl_from_logits(p_logits, q_logits):
    p_log, q_log = (torch.log_softmax(x, -1) for x in (p_logits, q_logits))
    p = torch.exp(p_log)
    keep = p.gt(0)
    return torch.nansum(torch.where(p.gt(0), p * p_log - p * q_log, p), dim=-1)
""",
        """
def kl_from_logits(p_logits, q_logits):
    p, q = torch.softmax(p_logits, -1) + 1e-9, torch.softmax(q_logits, -1) + 1e-9
    return torch.sum((p - 1e-9) * torch.log(p / q), dim=-1)
""",
    ),
}
