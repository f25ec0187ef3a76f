"""Each known mistake of the exercises of `indexing`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "standardise": (
        """
def standardise(x, epsilon=1e-5):
    variance, mean = torch.var_mean(x, dim=0, correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + epsilon)
""",
        """
def standardise(x, epsilon=1e-5):
    n = x.numel()
    mean = x.sum() / n
    spread = ((x - mean).square().sum() / n + epsilon) ** 0.5
    return (x - mean) / spread
""",
        """
def standardise(x, epsilon=1e-5):
    def row_mean(values):
        return values.sum(dim=-1) / values.shape[-1]

    centred = x - row_mean(x)
    return centred / torch.sqrt(row_mean(centred * centred) + epsilon)
""",
        """
def standardise(x, epsilon=1e-5):
    d = x.shape[-1]
    centred = x - x.sum(dim=-1, keepdim=True) / d
    total = (centred * centred).sum(dim=-1, keepdim=True)
    return centred * torch.rsqrt(total / (d - 1) + epsilon)
""",
        """
def standardise(x, epsilon=1e-5):
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return (x - mean) * (1 / (variance + epsilon))
""",
        """
def standardise(x, epsilon=1e-5):
    mean = x.mean(-1).unsqueeze(-1)
    return (x - mean) / (x.std(dim=-1, correction=0, keepdim=True) + epsilon)
""",
        """
def standardise(x, epsilon=1e-5):
    mean = torch.mean(x, -1, True)
    mean_square = torch.mean(x.square(), -1, True)
    return (x - mean) / torch.sqrt(mean_square - mean * mean + epsilon)
""",
        """
def standardise(x, epsilon=1e-5):
    d = x - x.mean(-1, keepdim=True)
    return d / ((d**2).sum(-1, keepdim=True) + epsilon).sqrt()
""",
        """
def standardise(x, epsilon=1e-5):
    return x - x.mean(-1, keepdim=True)
""",
        """
def standardise(x, epsilon=1e-5):
    m = x.mean(-1, keepdim=True)
    return (x - m) / ((x**2).mean(-1, keepdim=True) + epsilon).sqrt()
""",
        """
def standardise(x, epsilon=1e-5):
    d = x - x.mean(-1, keepdim=True)
    return d / (d**2).mean(-1, keepdim=True).sqrt()
""",
        """
def standardise(x, epsilon=1e-5):
    x.sub_(x.mean(-1, keepdim=True))
    return x.div_(torch.sqrt(x.var(-1, correction=0, keepdim=True) + epsilon))
""",
        """
def standardise(x, epsilon=1e-5):
    d = x - x.mean(dim=1, keepdim=True)
    return d / ((d**2).mean(dim=1, keepdim=True) + epsilon).sqrt()
""",
    ),
    "squared_distances": (
        """
def squared_distances(x, y):
    rows = [((point - x).square()).sum(dim=1) for point in y]
    return torch.stack(rows)
""",
        """
def squared_distances(x, y):
    rows = [torch.linalg.vector_norm(point - y, dim=1) for point in x]
    return torch.stack(rows)
""",
        """
def squared_distances(x, y):
    total = torch.zeros(len(x), len(y), dtype=x.dtype)
    for k in range(x.shape[1]):
        total += torch.abs(x[:, k].unsqueeze(1) - y[:, k].unsqueeze(0))
    return total
""",
        """
def squared_distances(x, y):
    total = torch.zeros(len(x), len(y), dtype=x.dtype)
    for k in range(x.shape[1]):
        total += (x[:, k].unsqueeze(1) - y[:, k].unsqueeze(0)).square()
    return total / x.shape[1]
""",
        """
def squared_distances(x, y):
    products = torch.einsum("id,jd->ij", x, y)
    own = torch.einsum("id,id->i", x, x)
    other = torch.einsum("jd,jd->j", y, y)
    return own.unsqueeze(1) - 2 * products + other
""",
        """
def squared_distances(x, y):
    return ((x[:, None] - y[None])**2).sum()
""",
        """
def squared_distances(x, y):
    return torch.stack([(point - y).square() for point in x])
""",
        """
def squared_distances(x, y):
    return (x[:, None] - y[None]).sum(-1)**2
""",
        """
def squared_distances(x, y):
    return ((x - y)**2).sum(-1)
""",
    ),
    "next_token_log_probs": (
        """
def next_token_log_probs(log_probs, tokens):
    batch, seq = tokens.shape
    rows, places = torch.arange(batch)[:, None], torch.arange(seq)
    return log_probs[rows, places, tokens]
""",
        """
def next_token_log_probs(log_probs, tokens):
    result = torch.empty(len(tokens), tokens.shape[1] - 1, dtype=log_probs.dtype)
    for b, row in enumerate(tokens.tolist()):
        for i in range(1, len(row)):
            result[b, i - 1] = log_probs[b, i, row[i]]
    return result
""",
        """
def next_token_log_probs(log_probs, tokens):
    result = torch.empty(len(tokens), tokens.shape[1] - 1, dtype=log_probs.dtype)
    for b, row in enumerate(tokens.tolist()):
        for i in range(1, len(row)):
            result[b, i - 1] = log_probs[b, i, row[i - 1]]
    return result
""",
        """
def next_token_log_probs(log_probs, tokens):
    index = tokens[:, 1:].unsqueeze(2)
    picked = torch.take_along_dim(log_probs[:, :-1], index, dim=2)
    return picked
""",
        """
def next_token_log_probs(log_probs, tokens):
    batch, seq = tokens.shape
    rows, places = torch.arange(batch)[:, None], torch.arange(seq - 1)
    return torch.squeeze(log_probs[rows, places, tokens[:, 1:]])
""",
        """
def next_token_log_probs(log_probs, tokens):
    earlier, later = log_probs[:, :-1], tokens[:, 1:]
    return earlier[:, :, later]
""",
        """
def next_token_log_probs(log_probs, tokens):
    ones = torch.nn.functional.one_hot(tokens, log_probs.shape[2]).to(log_probs.dtype)
    return torch.einsum("bsv,bsv->bs", log_probs[:, :-1], ones[:, 1:])
""",
        """
def next_token_log_probs(log_probs, tokens):
    return log_probs[:, :-1].gather(-1, tokens[:, 1:])
""",
        """
def next_token_log_probs(log_probs, tokens):
    return log_probs[:, :-1].gather(-1, tokens[:, 1:, None]).squeeze(-1).exp()
""",
        """
def next_token_log_probs(log_probs, tokens):
    return -log_probs[:, :-1].gather(-1, tokens[:, 1:, None]).squeeze(-1)
""",
        """
def next_token_log_probs(log_probs, tokens):
    return log_probs[:, :-1].gather(-1, tokens[:, 1:, None]).squeeze(-1).sum(-1)
""",
        """
def next_token_log_probs(log_probs, tokens):
    scores = log_probs - log_probs.logsumexp(-1, keepdim=True)
    return scores[:, :-1].gather(-1, tokens[:, 1:, None]).squeeze(-1)
""",
        """
def next_token_log_probs(log_probs, tokens):
    b, s = tokens.shape
    return log_probs[torch.arange(b), torch.arange(s - 1), tokens[:, 1:]]
""",
        """
def next_token_log_probs(log_probs, tokens):
    return -log_probs[:, :-1].gather(-1, tokens[:, 1:, None]).squeeze(-1).mean()
""",
    ),
    "patch_positions": (
        """
def patch_positions(x, source, positions):
    for b, p in enumerate(positions.tolist()):
        x[b, p] = source[b, p]
    return x
""",
        """
def patch_positions(x, source, positions):
    patched = x.clone()
    for p in positions.tolist():
        patched[:, p] = source[:, p]
    return patched
""",
        """
def patch_positions(x, source, positions):
    return source + torch.zeros_like(x)
""",
        """
def patch_positions(x, source, positions):
    is_there = torch.arange(x.shape[1]) == positions[:, None]
    return torch.where(is_there[..., None], x, source)
""",
        """
def patch_positions(x, source, positions):
    is_there = torch.arange(x.shape[1]) >= positions[:, None]
    return torch.where(is_there[..., None], source, x)
""",
        """
def patch_positions(x, source, positions):
    result = x.detach().clone()
    first = source[0]
    for b, p in enumerate(positions.tolist()):
        result[b, p] = first[p]
    return result
""",
        """
def patch_positions(x, source, positions):
    is_there = torch.arange(x.shape[1]) == positions[:, None]
    return torch.where(is_there[..., None], source[:, :1], x)
""",
        """
def patch_positions(x, source, positions):
    here = torch.nn.functional.one_hot(positions, x.shape[1]).to(x.dtype)[:, :, None]
    return (1 - here) * x + here * source
""",
        """
def patch_positions(x, source, positions):
    return source[torch.arange(len(x)), positions]
""",
        """
def patch_positions(x, source, positions):
    out = x.clone()
    for b in range(len(x)):
        out[b, : positions[b] + 1] = source[b, : positions[b] + 1]
    return out
""",
        """
def patch_positions(x, source, positions):
    return x.index_put((torch.arange(len(x)), positions), source[torch.arange(len(x)), positions], accumulate=True)
""",
        """
def patch_positions(x, source, positions):
    i = positions[:, None, None]
    return x.scatter(1, i, source.gather(1, i))
""",
        """
def patch_positions(x, source, positions):
    return x.index_copy(0, positions, source[positions])
""",
    ),
}
