"""Answers to `running_moments`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def running_moments(count, mean, variance, batch):
    spread = count * variance
    for row in batch:
        count += 1
        step = row - mean
        mean = mean + step / count
        spread = spread + step * (row - mean)
    return count, mean, spread / count
""",
}
