"""Answers to `train_digits`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "tells the last batch's loss": (
        "sum(losses) / len(losses)",
        "losses[-1]",
    ),
    "batches are dealt once and used up": """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    rng = np.random.default_rng(seed)
    model = Sequential(Linear(64, 64, rng), ReLU(), Linear(64, 10, rng))
    optimizer = Adam(model.parameters(), learning_rate=3e-3)
    batches = minibatches(images, labels, 32, rng)
    for epoch in range(epochs):
        losses = train_epoch(model, optimizer, batches)
        tell(epoch, sum(losses) / max(1, len(losses)))
    return model
""",
    "epochs are counted from one": (
        "tell(epoch, sum",
        "tell(epoch + 1, sum",
    ),
    "as many scores as there are classes in the labels": (
        "Linear(64, 10, rng)",
        "Linear(64, len(np.unique(labels)), rng)",
    ),
    "the same seed for everyone": (
        "default_rng(seed)",
        "default_rng(42)",
    ),
    "a new network in each epoch": """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    for epoch in range(epochs):
        rng = np.random.default_rng(seed)
        model = Sequential(Linear(64, 64, rng), ReLU(), Linear(64, 10, rng))
        optimizer = Adam(model.parameters(), learning_rate=3e-3)
        losses = train_epoch(model, optimizer, minibatches(images, labels, 32, rng))
        tell(epoch, sum(losses) / len(losses))
    return model
""",
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
    "larger batches, and a loop of its own": """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    rng = np.random.default_rng(seed)
    model = Sequential(Linear(64, 100, rng), ReLU(), Linear(100, 10, rng))
    optimizer = Adam(model.parameters(), learning_rate=5e-3)
    for epoch in range(epochs):
        total, batches = 0.0, 0
        for x, y in minibatches(images, labels, 64, rng):
            loss = model(Value(x)).cross_entropy(y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total, batches = total + loss.item(), batches + 1
        tell(epoch, total / batches)
    return model
""",
    "three layers": """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    rng = np.random.default_rng([seed, 7])
    layers = [Linear(64, 48, rng), ReLU(), Linear(48, 32, rng), ReLU(), Linear(32, 10, rng)]
    model = Sequential(*layers)
    optimizer = Adam(model.parameters(), learning_rate=2e-3)
    for epoch in range(epochs):
        batches = list(minibatches(images, labels, 32, rng))
        tell(epoch, float(np.mean(train_epoch(model, optimizer, batches))))
    return model
""",
}
