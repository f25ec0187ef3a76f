"""Every known mistake of `probabilities`, made a second time in another style, in the same order.

What a learner is told must be found by how the answer behaves, not by how it is written.
"""

AGAIN: dict[str, tuple[str, ...]] = {
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
        """
def running_moments(count, mean, variance, batch):
    spread = count * variance
    for row in batch:
        count += 1
        step = row - mean
        mean = mean + step / count
        spread = spread + step * (row - mean)
    return count, mean, spread
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
