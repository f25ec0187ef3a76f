"""Answers to `running_moments`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "counts in float32": """
def running_moments(count, mean, variance, batch):
    rows = torch.tensor(float(len(batch)))
    total = torch.tensor(float(count)) + rows
    shift = batch.mean(0) - mean
    spread = count * variance + ((batch - batch.mean(0)) ** 2).sum(0)
    spread = spread + shift**2 * (count * rows / total)
    return int(total), mean + shift * (rows / total), spread / total
""",
    "deviations from the old mean": """
def running_moments(count, mean, variance, batch):
    total = count + len(batch)
    deviation = batch - mean
    step = deviation.sum(0) / total
    spread = count * variance + (deviation**2).sum(0)
    return total, mean + step, spread / total - step**2
""",
    "squares, in float64": """
def running_moments(count, mean, variance, batch):
    total, wide = count + len(batch), batch.double()
    sums = count * mean.double() + wide.sum(0)
    squares = count * (variance.double() + mean.double() ** 2) + (wide**2).sum(0)
    new_mean = sums / total
    new_variance = squares / total - new_mean**2
    return total, new_mean.to(batch.dtype), new_variance.to(batch.dtype)
""",
    "squares, never below 0": """
def running_moments(count, mean, variance, batch):
    total = count + len(batch)
    new_mean = (count * mean + batch.sum(0)) / total
    squares = (count * (variance + mean**2) + (batch**2).sum(0)) / total
    return total, new_mean, (squares - new_mean**2).clamp(min=0)
""",
    "the usual variance, turned back": """
def running_moments(count, mean, variance, batch):
    rows, total = len(batch), count + len(batch)
    shift = batch.mean(0) - mean
    spread = count * variance + (rows - 1) * batch.var(0) + shift**2 * (count * rows / total)
    return total, mean + shift * rows / total, spread / total
""",
    "deviations from the new mean alone": """
def running_moments(count, mean, variance, batch):
    total = count + len(batch)
    new_mean = (count * mean + batch.sum(0)) / total
    spread = count * variance + ((batch - new_mean) ** 2).sum(0)
    return total, new_mean, spread / total
""",
    "one variance for all columns": """
def running_moments(count, mean, variance, batch):
    rows, total = len(batch), count + len(batch)
    shift = batch.mean(0) - mean
    spread = count * variance + rows * batch.var(correction=0)
    return total, mean + shift * rows / total, (spread + shift**2 * count * rows / total) / total
""",
    "the mean of the batches' means": """
def running_moments(count, mean, variance, batch):
    rows, total = len(batch), count + len(batch)
    if count == 0:
        return rows, batch.mean(0), batch.var(0, correction=0)
    between = (batch.mean(0) - mean) ** 2 / 4
    within = (variance + batch.var(0, correction=0)) / 2
    return total, (mean + batch.mean(0)) / 2, within + between
""",
    "the sum of squares is never divided": """
def running_moments(count, mean, variance, batch):
    rows, total = len(batch), count + len(batch)
    shift = batch.mean(0) - mean
    spread = variance + rows * batch.var(0, correction=0) + shift**2 * (count * rows / total)
    return total, mean + shift * rows / total, spread
""",
    "axes of length 1 go": """
def running_moments(count, mean, variance, batch):
    rows, total = len(batch), count + len(batch)
    shift = (batch.mean(0, keepdim=True) - mean).squeeze()
    spread = count * variance + rows * batch.var(0, correction=0)
    spread = spread + shift**2 * (count * rows / total)
    return total, (mean + shift * rows / total).squeeze(), (spread / total).squeeze()
""",
}

RIGHT: dict[str, str] = {
    "row by row": """
def running_moments(count, mean, variance, batch):
    spread = count * variance
    for row in batch:
        count += 1
        step = row - mean
        mean = mean + step / count
        spread = spread + step * (row - mean)
    return count, mean, spread / count
""",
    "both parts about the new mean": """
def running_moments(count, mean, variance, batch):
    total = count + batch.shape[0]
    new_mean = mean + (batch - mean).sum(0) / total
    old = count * (variance + (mean - new_mean).square())
    return total, new_mean, (old + (batch - new_mean).square().sum(0)) / total
""",
    "weights that add up to 1": """
def running_moments(count, mean, variance, batch):
    total = count + len(batch)
    new = len(batch) / total
    there, around = torch.var_mean(batch, dim=0, correction=0)[::-1]
    apart = there - mean
    variance = torch.lerp(variance, around, new) + new * (1 - new) * apart * apart
    return total, mean + new * apart, variance
""",
}
