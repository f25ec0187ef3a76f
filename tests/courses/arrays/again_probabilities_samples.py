"""Every known mistake of `probabilities`, made a second time in another style, in the same order.

What a learner is told must be found by how the answer behaves, not by how it is written.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "invert_cumulative": (
        """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(-1)
    numbers = (uniform * ends[..., -1]).unsqueeze(-1)
    return torch.searchsorted(ends.contiguous(), numbers.contiguous()).squeeze(-1)
""",
        """
def invert_cumulative(probabilities, uniform):
    ends = probabilities.cumsum(-1).contiguous()
    numbers = uniform.unsqueeze(-1).contiguous()
    return torch.searchsorted(ends, numbers, right=True).squeeze(-1)
""",
        """
def invert_cumulative(probabilities, uniform):
    ends = torch.cumsum(probabilities, -1)
    numbers = (uniform * ends[..., -1]).unsqueeze(-1)
    return torch.where(numbers < ends, 1, 0).sum(-1)
""",
        """
def invert_cumulative(probabilities, uniform):
    ends = torch.cumsum(probabilities, -1)
    numbers = (uniform * ends[..., -1]).unsqueeze(-1)
    return torch.where(numbers >= probabilities, 1, 0).sum(-1)
""",
        """
def invert_cumulative(probabilities, uniform):
    ends = torch.cumsum(probabilities, -1)
    numbers = (uniform * ends[..., -1]).unsqueeze(-1)
    passed = torch.where(numbers >= ends, 1, 0)
    return 1 + passed.sum(-1)
""",
        """
def invert_cumulative(probabilities, uniform):
    last = probabilities.shape[-1] - 1
    ends = torch.cumsum(probabilities, -1).contiguous()
    found = torch.searchsorted(ends, uniform.unsqueeze(-1).contiguous(), right=True).squeeze(-1)
    return torch.where(found > last, torch.full_like(found, last), found)
""",
        """
def invert_cumulative(probabilities, uniform):
    ends = torch.cumsum(probabilities, -1)
    passed = ends.le(uniform * ends[..., -1])
    return torch.count_nonzero(passed, dim=-1)
""",
    ),
    "sample_categorical": (
        """
def sample_categorical(probabilities, generator):
    number = torch.rand(1, generator=generator, dtype=probabilities.dtype).item()
    ends = probabilities.cumsum(-1)
    return (number * ends[..., -1:] >= ends).sum(-1)
""",
        """
def sample_categorical(probabilities, generator):
    shape = probabilities.shape[:-1]
    numbers = torch.rand(shape[-1:], generator=generator, dtype=probabilities.dtype)
    return invert_cumulative(probabilities, numbers.expand(shape))
""",
        """
def sample_categorical(probabilities, generator):
    flat = probabilities.reshape(-1, probabilities.shape[-1])
    numbers = torch.rand(len(flat), dtype=flat.dtype)
    return invert_cumulative(flat, numbers).reshape(probabilities.shape[:-1])
""",
        """
def sample_categorical(probabilities, generator):
    own = torch.Generator()
    own.manual_seed(0)
    numbers = torch.empty(probabilities.shape[:-1], dtype=probabilities.dtype)
    return invert_cumulative(probabilities, numbers.uniform_(generator=own))
""",
        """
def sample_categorical(probabilities, generator):
    return probabilities.sort(dim=-1, descending=True, stable=True).indices[..., 0]
""",
        """
def sample_categorical(probabilities, generator):
    numbers = torch.empty(probabilities.shape[:-1], dtype=probabilities.dtype)
    numbers.normal_(generator=generator)
    ends = probabilities.cumsum(-1)
    return (ends <= numbers[..., None] * ends[..., -1:]).sum(-1)
""",
        """
def sample_categorical(probabilities, generator):
    rows, options = probabilities.shape[:-1], probabilities.shape[-1]
    return torch.randint(options, rows, generator=generator)
""",
    ),
    "gumbel_sample": (
        """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    noise = torch.log(-torch.log(u))
    return torch.argmax(logits + noise, dim=-1)
""",
        """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    noise = torch.log(u)
    return torch.argmax(logits - noise, dim=-1)
""",
        """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    noise = -u
    return torch.argmax(logits + noise, dim=-1)
""",
        """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape[-1], generator=generator, dtype=logits.dtype)
    noise = -torch.log(-torch.log(u))
    return torch.argmax(noise + logits, dim=-1)
""",
        """
def gumbel_sample(logits, generator):
    u = torch.rand(logits.shape[:-1], generator=generator, dtype=logits.dtype)
    noise = -torch.log(-torch.log(u))
    return torch.argmax(noise.unsqueeze(-1) + logits, dim=-1)
""",
        """
def gumbel_sample(logits, generator):
    u = torch.rand_like(logits)
    return torch.argmax(logits - torch.log(-torch.log(u)), dim=-1)
""",
        """
def gumbel_sample(logits, generator):
    p = torch.softmax(logits, -1)
    u = torch.rand(p.shape, generator=generator, dtype=p.dtype)
    noise = -torch.log(-torch.log(u))
    return torch.argmax(p + noise, dim=-1)
""",
    ),
    "keep_top_p": (
        """
def keep_top_p(logits, top_p):
    result = torch.full_like(logits, -math.inf)
    flat = zip(logits.reshape(-1, logits.shape[-1]), result.view(-1, logits.shape[-1]))
    for row, kept in flat:
        shares, held = torch.softmax(row, -1), 0.0
        for place in row.argsort(descending=True, stable=True):
            held += shares[place].item()
            if held >= top_p:
                break
            kept[place] = row[place]
    return result
""",
        """
def keep_top_p(logits, top_p):
    sorted_logits = torch.sort(logits, -1, True).values
    shares = torch.softmax(sorted_logits, -1)
    ends = shares.cumsum(-1)
    return torch.where(ends - shares < top_p, sorted_logits, -math.inf)
""",
        """
def keep_top_p(logits, top_p):
    sorted_logits, order = torch.sort(logits, -1, True)
    shares = torch.softmax(sorted_logits, -1)
    stays = shares.cumsum(-1) - shares < top_p
    cut = torch.where(stays, sorted_logits, -math.inf)
    return torch.take_along_dim(cut, order, -1)
""",
        """
def keep_top_p(logits, top_p):
    sorted_logits, order = torch.sort(logits, -1, True)
    shares = torch.softmax(sorted_logits, -1)
    stays = shares.cumsum(-1) - shares < top_p
    cut = torch.where(stays, sorted_logits, torch.zeros_like(logits))
    return torch.take_along_dim(cut, order.argsort(-1), -1)
""",
        """
def keep_top_p(logits, top_p):
    shares = torch.softmax(logits, -1)
    return torch.where(shares > 1 - top_p, logits, -math.inf)
""",
        """
def keep_top_p(logits, top_p):
    result = torch.full_like(logits, -math.inf)
    flat = zip(logits.reshape(-1, logits.shape[-1]), result.view(-1, logits.shape[-1]))
    for row, kept in flat:
        shares, held = torch.softmax(row, -1), 0.0
        for place in row.argsort():
            if held < top_p:
                kept[place] = row[place]
                held += shares[place].item()
    return result
""",
        """
def keep_top_p(logits, top_p):
    log_p = torch.log_softmax(logits, -1)
    sorted_logits, order = torch.sort(log_p, -1, True)
    shares = torch.exp(sorted_logits)
    stays = shares.cumsum(-1) - shares < top_p
    cut = torch.where(stays, sorted_logits, -math.inf)
    return torch.take_along_dim(cut, order.argsort(-1), -1)
""",
        """
def keep_top_p(logits, top_p):
    shares, order = torch.sort(torch.softmax(logits, -1), -1, True)
    gone = torch.roll(shares.cumsum(-1) > top_p, 1, -1)
    gone[..., 0] = False
    return torch.where(torch.take_along_dim(gone, order.argsort(-1), -1), -math.inf, logits)
""",
        """
def keep_top_p(logits, top_p):
    rows = []
    for row in logits.reshape(-1, logits.shape[-1]):
        held, edge = 0.0, math.inf
        shares = torch.softmax(row, -1)
        for place in row.argsort(descending=True, stable=True):
            if held < top_p:
                edge = row[place]
                held += shares[place].item()
        rows.append(torch.where(row >= edge, row, -math.inf))
    return torch.stack(rows).reshape(logits.shape)
""",
        """
def keep_top_p(logits, top_p):
    shares, order = torch.sort(torch.softmax(logits, -1), -1, True)
    gone = shares.cumsum(-1) - shares >= top_p
    return logits.masked_fill_(torch.take_along_dim(gone, order.argsort(-1), -1), -math.inf)
""",
    ),
}
