"""The known mistakes of the lesson `training`, made a second time, continued: steps and loops."""

AGAIN: dict[str, tuple[str, ...]] = {
    "sgd_step": (
        """
def step(self):
    for i in range(len(self.parameters)):
        p = self.parameters[i]
        if p.grad is not None:
            self.velocities[i] = p.grad + self.velocities[i] * self.momentum
            p.data = self.learning_rate * self.velocities[i] + p.data
""",
        """
def step(self):
    for p, v in zip(self.parameters, self.velocities):
        if p.grad is not None:
            v = p.grad + v * self.momentum
            p.data = p.data - v * self.learning_rate
""",
        """
def step(self):
    m = self.momentum
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            v = self.velocities[i]
            self.velocities[i] = v + (1 - m) * (p.grad - v)
            p.data = p.data - self.velocities[i] * self.learning_rate
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.velocities[i] = p.grad + self.velocities[i] * self.momentum
            p.data = p.data - p.grad * self.learning_rate
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.velocities[i] = p.grad + self.velocities[i] * self.momentum
            np.subtract(p.data, self.learning_rate * self.velocities[i], out=p.data)
""",
        """
def step(self):
    new = []
    for p, v in zip(self.parameters, self.velocities):
        v = p.grad + v * self.momentum
        p.data = p.data - v * self.learning_rate
        new.append(v)
    self.velocities = new
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.velocities[i] = self.momentum * self.velocities[i] + self.learning_rate * p.grad
        p.data = p.data - self.velocities[i]
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        g = p.grad if p.grad is not None else 0
        self.velocities[i] = self.momentum * self.velocities[i] + g
        p.data = p.data - self.learning_rate * self.velocities[i]
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            return
        self.velocities[i] = self.momentum * self.velocities[i] + p.grad
        p.data = p.data - self.learning_rate * self.velocities[i]
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        v = self.momentum * self.velocities[i] + p.grad
        self.velocities[i] = v
        p.data = p.data - self.learning_rate * (p.grad + self.momentum * v)
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.velocities[i] = self.momentum * self.velocities[i] + p.grad
        p = p - self.learning_rate * self.velocities[i]
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.velocities[i] = self.momentum * self.velocities[i] + p.grad
        p.data = p.data - self.learning_rate * self.velocities[i]
        p.grad = None
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        v = self.velocities[i] + p.grad
        self.velocities[i] = v * self.momentum
        p.data = p.data - self.learning_rate * self.velocities[i]
""",
        """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.velocities[i] = self.momentum * self.velocities[i] - p.grad
        p.data = p.data - self.learning_rate * self.velocities[i]
""",
    ),
    "train_epoch": (
        """
def train_epoch(model, optimizer, batches):
    def learn(x, targets):
        loss = model(Value(x)).cross_entropy(targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    return [learn(x, targets) for x, targets in batches]
""",
        """
def train_epoch(model, optimizer, batches):
    history = []
    for x, targets in batches:
        loss = model(Value(x)).cross_entropy(targets)
        history.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
    return history
""",
        """
def train_epoch(model, optimizer, batches):
    history = []
    for x, targets in batches:
        loss = model(Value(x)).cross_entropy(targets)
        history.append(float(loss.data))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return history
""",
        """
def train_epoch(model, optimizer, batches):
    def loss_of(x, targets):
        return model(Value(x)).cross_entropy(targets)

    history = []
    for batch in batches:
        optimizer.zero_grad()
        loss_of(*batch).backward()
        optimizer.step()
        history.append(loss_of(*batch).item())
    return history
""",
        """
def train_epoch(model, optimizer, batches):
    for x, targets in batches:
        optimizer.zero_grad()
        loss = model(Value(x)).cross_entropy(targets)
        loss.backward()
        optimizer.step()
    return [loss.item()]
""",
        """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        optimizer.zero_grad()
        loss = model(Value(x)).cross_entropy(y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    total = 0.0
    for loss in losses:
        total += loss
    return total / len(losses)
""",
        """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses
""",
        """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.data)
    return losses
""",
        """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(x).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
        """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    optimizer.step()
    return losses
""",
        """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses)
""",
    ),
    "train_digits": (
        """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    rng = np.random.default_rng(seed)
    net = Sequential(Linear(64, 48, rng), ReLU(), Linear(48, 10, rng))
    losses = train_epoch(net, Adam(net.parameters(), 4e-3), minibatches(images, labels, 32, rng))
    tell(0, float(np.mean(losses)))
    return net
""",
        """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    rng = np.random.default_rng(seed)
    net = Sequential(Linear(64, 48, rng), ReLU(), Linear(48, 10, rng))
    adam = Adam(net.parameters(), 2.0)
    for epoch in range(epochs):
        losses = train_epoch(net, adam, minibatches(images, labels, 48, rng))
        tell(epoch, float(np.mean(losses)))
    return net
""",
        """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    rng = np.random.default_rng(seed)
    net = Sequential(Linear(64, 48, rng), ReLU(), Linear(48, 10, rng))
    adam = Adam(net.parameters(), 5e-6)
    for epoch in range(epochs):
        losses = train_epoch(net, adam, minibatches(images, labels, 48, rng))
        tell(epoch, float(np.mean(losses)))
    return net
""",
        """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    net = Sequential(
        Linear(64, 48, np.random.default_rng()), ReLU(), Linear(48, 10, np.random.default_rng())
    )
    adam = Adam(net.parameters(), 4e-3)
    for epoch in range(epochs):
        batches = minibatches(images, labels, 48, np.random.default_rng())
        tell(epoch, float(np.mean(train_epoch(net, adam, batches))))
    return net
""",
        """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    rng = np.random.default_rng(seed)
    classes = labels.max()
    net = Sequential(Linear(64, 48, rng), ReLU(), Linear(48, int(classes), rng))
    adam = Adam(net.parameters(), 4e-3)
    for epoch in range(epochs):
        losses = train_epoch(net, adam, minibatches(images, labels, 48, rng))
        tell(epoch, float(np.mean(losses)))
    return net
""",
    ),
}
