"""Every known mistake of `probabilities`, made a second time in another style, in the same order.

What a learner is told must be found by how the answer behaves, not by how it is written.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "stable_log_sum": (
        """
def stable_log_sum(logits):
    powers = torch.exp(logits)
    return torch.log(torch.sum(powers, dim=-1))
""",
        """
def stable_log_sum(logits):
    top = logits.max(dim=-1, keepdim=True).values
    top = torch.where(torch.isinf(top), torch.zeros_like(top), top)
    total = torch.exp(logits - top).sum(-1)
    return torch.log(total)
""",
        """
def stable_log_sum(logits):
    top = max(logits.flatten().tolist())
    return top + torch.log(torch.exp(logits - top).sum(-1))
""",
        """
def stable_log_sum(logits):
    top = torch.max(logits, dim=-1).values
    return top + (logits - top.unsqueeze(-1)).exp().sum(-1).log()
""",
        """
def stable_log_sum(logits):
    top = logits.max(-1, True).values
    top = torch.where(top == -math.inf, torch.zeros_like(top), top)
    powers = torch.exp(logits - top)
    return torch.log(powers.sum(-1, True)) + top
""",
        """
def stable_log_sum(logits):
    low = logits.min(dim=-1).values
    low = torch.where(low == -math.inf, torch.zeros_like(low), low)
    return low + torch.log(torch.exp(logits - low[..., None]).sum(-1))
""",
    ),
    "softmax_with_temperature": (
        """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.max(-1, True).values
    if temperature == 0:
        winners = torch.where(gaps == 0, 1.0, 0.0).type_as(logits)
        return winners / winners.sum(-1, True)
    powers = torch.exp(temperature * gaps)
    return powers / powers.sum(-1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        powers = torch.where(logits == 0, 1.0, 0.0).type_as(logits)
    else:
        powers = torch.exp(logits / temperature)
    return powers / torch.sum(powers, -1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.max(-1, True).values
    if temperature == 0:
        powers = torch.where(gaps == 0, 1.0, 0.0).type_as(logits)
    else:
        powers = torch.exp(gaps / temperature)
    total = torch.sum(powers)
    return powers / total
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    gaps = logits - logits.max(-1, True).values
    if temperature == 0:
        winners = torch.where(gaps == 0, 1.0, 0.0).type_as(logits)
        return winners / winners.sum(-1, True)
    cooled = torch.exp(gaps) / temperature
    return cooled / cooled.sum(-1, True)
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    top = logits.max(-1, True).values
    powers = torch.exp(torch.div(logits - top, temperature))
    return torch.div(powers, powers.sum(-1, True))
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        temperature = 1e-8
    top = logits.max(-1, True).values
    log_powers = (logits - top) / temperature
    return torch.exp(log_powers - torch.log(torch.exp(log_powers).sum(-1, True)))
""",
        """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        chosen = torch.nn.functional.one_hot(logits.argmax(-1), logits.shape[-1])
        return chosen.to(logits.dtype)
    powers = torch.exp((logits - logits.max(-1, True).values) / temperature)
    return powers / powers.sum(-1, True)
""",
    ),
    "masked_cross_entropy": (
        """
def masked_cross_entropy(logits, targets, padding=-100):
    total = torch.zeros((), dtype=logits.dtype)
    for row, target in zip(logits.flatten(0, 1), targets.flatten().tolist()):
        if target != padding:
            total = total + stable_log_sum(row) - row[target]
    return total / (targets.shape[0] * targets.shape[1])
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    total, sequences = torch.zeros((), dtype=logits.dtype), 0
    for b in range(len(targets)):
        losses = [
            stable_log_sum(logits[b, s]) - logits[b, s, targets[b, s]]
            for s in range(targets.shape[1])
            if targets[b, s] != padding
        ]
        number = torch.tensor(len(losses))
        total = total + sum(losses, torch.zeros((), dtype=logits.dtype)) / number
        sequences += 1
    return total / sequences
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    mask = (targets != padding).to(logits.dtype)
    safe = torch.where(targets == padding, torch.zeros_like(targets), targets)
    log_p = logits - stable_log_sum(logits).unsqueeze(-1)
    picked = torch.gather(log_p, 2, safe.unsqueeze(2)).squeeze(2)
    return -torch.sum(mask * picked) / torch.sum(mask)
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    losses = []
    for row, target in zip(logits.flatten(0, 1), targets.flatten().tolist()):
        if target != padding:
            losses.append(stable_log_sum(row) - row[target])
    return sum(losses, torch.zeros((), dtype=logits.dtype))
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    log_p = logits - stable_log_sum(logits).unsqueeze(-1)
    picked = torch.gather(log_p, 2, targets.unsqueeze(2))
    return -picked.sum() / picked.numel()
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    ignored = -100
    keep = torch.logical_not(targets.eq(ignored))
    log_p = logits[keep] - stable_log_sum(logits[keep])[:, None]
    return torch.neg(torch.take_along_dim(log_p, targets[keep][:, None], 1)).mean()
""",
        """
def masked_cross_entropy(logits, targets, padding=-100):
    keep = targets.ne(padding)
    targets.masked_fill_(keep.logical_not(), 0)
    log_p = logits[keep] - stable_log_sum(logits[keep])[:, None]
    return -log_p[torch.arange(len(log_p)), targets[keep]].mean()
""",
    ),
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
    return torch.where(p > 0, p * gaps, torch.zeros_like(p)).sum(-1)
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
    both = (p_log > -math.inf) & (q_log > -math.inf)
    terms = torch.exp(p_log) * (p_log - q_log)
    return torch.where(both, terms, torch.zeros_like(terms)).sum(-1)
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
    ),
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
    ),
    "running_moments": (
        """
def running_moments(count, mean, variance, batch):
    n = batch.shape[0]
    old, new = count / (count + n), n / (count + n)
    spread = torch.var(batch, 0, correction=0)
    return count + n, old * mean + new * batch.mean(0), old * variance + new * spread
""",
        """
def running_moments(count, mean, variance, batch):
    n = batch.shape[0]
    total = count + n
    there = batch.mean(0)
    spread = ((batch - there) ** 2).sum(0) + count * variance
    spread = spread + (there - mean) ** 2 * count * n / total
    return total, (mean + there) / 2, spread / total
""",
        """
def running_moments(count, mean, variance, batch):
    spread = count * variance
    for row in batch:
        count += 1
        step = row - mean
        mean = mean + step / count
        spread = spread + step * (row - mean)
    return count, mean, spread / (count - 1)
""",
        """
def running_moments(count, mean, variance, batch):
    n = batch.shape[0]
    total = count + n
    there, around = batch.mean(0), torch.var(batch, 0)
    spread = n * around + count * variance + (there - mean) ** 2 * count * n / total
    return total, (count * mean + n * there) / total, spread / total
""",
        """
def running_moments(count, mean, variance, batch):
    sums, squares = count * mean, count * (variance + mean * mean)
    for row in batch:
        count += 1
        sums = sums + row
        squares = squares + row * row
    new = sums / count
    return count, new, squares / count - new * new
""",
        """
def running_moments(count, mean, variance, batch):
    n = batch.shape[0]
    there = batch.sum(0) / n
    return n, there, ((batch - there) ** 2).sum(0) / n
""",
        """
def running_moments(count, mean, variance, batch):
    for row in batch:
        step = row - mean
        mean.add_(step / (count + 1))
        variance.mul_(count).add_(step * (row - mean)).div_(count + 1)
        count += 1
    return count, mean, variance
""",
    ),
    "moving_average": (
        """
def moving_average(values, decay):
    averages = [torch.zeros(values.shape[1], dtype=values.dtype)]
    for row in values:
        averages.append(averages[-1] * decay + row * (1 - decay))
    return torch.stack(averages)[1:]
""",
        """
def moving_average(values, decay):
    running, rows = torch.zeros(values.shape[1], dtype=values.dtype), torch.zeros_like(values)
    for t in range(values.shape[0]):
        running = running + (1 - decay) * (values[t] - running)
        rows[t] = running / torch.tensor(1 - decay**t)
    return rows
""",
        """
def moving_average(values, decay):
    running, rows = torch.zeros(values.shape[1], dtype=values.dtype), torch.zeros_like(values)
    for t in range(values.shape[0]):
        running = running + decay * (values[t] - running)
        rows[t] = running / (1 - decay ** (t + 1))
    return rows
""",
        """
def moving_average(values, decay):
    rows = []
    for row in values:
        rows.append(row if not rows else rows[-1] * decay + row * (1 - decay))
    return torch.stack(rows) if rows else values.clone()
""",
        """
def moving_average(values, decay):
    running, rows = torch.zeros(values.shape[1], dtype=values.dtype), torch.zeros_like(values)
    for t in range(values.shape[0]):
        running = running * decay + values[t] * (1 - decay)
        running = running / (1 - decay ** (t + 1))
        rows[t] = running
    return rows
""",
        """
def moving_average(values, decay):
    running, rows = torch.zeros(values.shape[1], dtype=values.dtype), torch.zeros_like(values)
    for t in range(values.shape[0]):
        running = running * decay + values[t]
        rows[t] = running / (1 - decay ** (t + 1))
    return rows
""",
    ),
}
