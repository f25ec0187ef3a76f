"""Answers to `train_epoch`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {}

RIGHT: dict[str, str] = {
    "in another style": """
def train_epoch(model, optimizer, batches):
    history = []
    for x, y in batches:
        optimizer.zero_grad()
        loss = model(Value(x)).cross_entropy(y)
        history.append(float(loss.data))
        loss.backward()
        optimizer.step()
    optimizer.zero_grad()
    return history
""",
}
