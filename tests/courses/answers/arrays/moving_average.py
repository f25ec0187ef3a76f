"""Answers to `moving_average`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "one cumulative sum of ever larger weights": """
def moving_average(values, decay):
    if decay == 0:
        return values.clone()
    weights = decay ** -torch.arange(len(values), dtype=values.dtype)[:, None]
    return (values * weights).cumsum(0) / weights.cumsum(0)
""",
    "the last 64 rows": """
def moving_average(values, decay):
    result = torch.empty_like(values)
    for t in range(len(values)):
        past = values[max(0, t - 63) : t + 1]
        weights = decay ** torch.arange(len(past) - 1, -1, -1, dtype=values.dtype)
        result[t] = weights @ past / weights.sum()
    return result
""",
    "weights in float32": """
def moving_average(values, decay):
    average, weight = torch.zeros_like(values[:1].sum(0)), torch.tensor(0.0)
    result = torch.zeros_like(values)
    for t, row in enumerate(values):
        average = decay * average + (1 - decay) * row
        weight = decay * weight + (1 - decay)
        result[t] = average / weight
    return result
""",
    "all entries flow together": """
def moving_average(values, decay):
    result, average = torch.empty_like(values), 0.0
    for t, row in enumerate(values):
        average = decay * average + (1 - decay) * row.mean()
        result[t] = average / (1 - decay ** (t + 1))
    return result
""",
    "corrected for the first row only": """
def moving_average(values, decay):
    result, average = torch.empty_like(values), torch.zeros(values.shape[1], dtype=values.dtype)
    for t, row in enumerate(values):
        average = decay * average + (1 - decay) * row
        result[t] = average / (1 - decay) if t == 0 else average
    return result
""",
    "the mean of all rows so far": """
def moving_average(values, decay):
    return values.cumsum(0) / torch.arange(1, len(values) + 1, dtype=values.dtype)[:, None]
""",
    "the correction isn't taken to a power": """
def moving_average(values, decay):
    result, average = torch.empty_like(values), torch.zeros(values.shape[1], dtype=values.dtype)
    for t, row in enumerate(values):
        average = decay * average + (1 - decay) * row
        result[t] = average / (1 - decay)
    return result
""",
    "along the columns": """
def moving_average(values, decay):
    result, average = torch.empty_like(values), torch.zeros(len(values), dtype=values.dtype)
    for t in range(values.shape[1]):
        average = decay * average + (1 - decay) * values[:, t]
        result[:, t] = average / (1 - decay ** (t + 1))
    return result
""",
    "no rows make no stack": """
def moving_average(values, decay):
    averages, average = [], torch.zeros(values.shape[1], dtype=values.dtype)
    for t, row in enumerate(values):
        average = decay * average + (1 - decay) * row
        averages.append(average / (1 - decay ** (t + 1)))
    return torch.stack(averages)
""",
}

RIGHT: dict[str, str] = {
    "a table of weights": """
def moving_average(values, decay):
    steps = torch.arange(len(values))
    age = (steps[:, None] - steps[None, :]).clamp(min=0)
    weights = torch.tril(torch.tensor(decay, dtype=values.dtype) ** age)
    return (weights / weights.sum(dim=1, keepdim=True)) @ values
""",
    "a weight that is kept along": """
def moving_average(values, decay):
    total = torch.zeros(values.shape[1], dtype=values.dtype)
    weight, rows = 0.0, []
    for row in values:
        total = decay * total + row
        weight = decay * weight + 1.0
        rows.append(total / weight)
    return torch.stack(rows) if rows else values.clone()
""",
    "steps towards the new row": """
def moving_average(values, decay):
    result = values.clone()
    for t in range(1, len(values)):
        share = (1 - decay) / (1 - decay ** (t + 1))
        result[t] = torch.lerp(result[t - 1], values[t], share)
    return result
""",
    "a matrix of weights": """
def moving_average(values, decay):
    step = torch.arange(len(values))
    age = (step[:, None] - step).clamp(min=0).to(values.dtype)
    weights = (decay**age).tril()
    return (weights / weights.sum(-1, keepdim=True)) @ values
""",
}
