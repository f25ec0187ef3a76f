"""Answers to `train_digits`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "tells the last batch's loss": (
        "sum(losses) / len(losses)",
        "losses[-1]",
    ),
}

RIGHT: dict[str, str] = {
    "with momentum, and one layer less": """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    from groundup.autograd.optim import SGD
    rng = np.random.default_rng(seed)
    model = Sequential(Linear(64, 40, rng), ReLU(), Linear(40, 10, rng))
    optimizer = SGD(model.parameters(), 0.1, momentum=0.9)
    for epoch in range(epochs):
        tell(epoch, np.mean(train_epoch(model, optimizer, minibatches(images, labels, 50, rng))))
    return model
""",
}
