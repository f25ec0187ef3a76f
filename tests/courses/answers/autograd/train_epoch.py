"""Answers to `train_epoch`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "emptied once, before the epoch": """
def train_epoch(model, optimizer, batches):
    losses = []
    optimizer.zero_grad()
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
    "one step for the whole epoch": """
def train_epoch(model, optimizer, batches):
    losses = []
    optimizer.zero_grad()
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        loss.backward()
        losses.append(loss.item())
    optimizer.step()
    return losses
""",
    "all losses first": """
def train_epoch(model, optimizer, batches):
    losses = [model(Value(x)).cross_entropy(y) for x, y in batches]
    for loss in losses:
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [loss.item() for loss in losses]
""",
    "a step of its own": """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        for p in optimizer.parameters:
            if p.grad is not None:
                p.data = p.data - optimizer.learning_rate * p.grad
        losses.append(loss.item())
    return losses
""",
    "the model is asked to forget its gradients": """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        for parameter in model.parameters():
            parameter.grad = None
        loss = model(Value(x)).cross_entropy(y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
    "batches are taken by number": """
def train_epoch(model, optimizer, batches):
    losses = []
    for k in range(len(batches)):
        x, y = batches[k]
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
    "losses as Values": """
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
    "losses as arrays": """
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
    "the mean loss of the epoch": """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [sum(losses) / max(1, len(losses))]
""",
    "the sum over a batch is followed": """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(x)).cross_entropy(y) * len(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item() / len(y))
    return losses
""",
    "the running mean of the losses": """
def train_epoch(model, optimizer, batches):
    losses, total = [], 0.0
    for count, (x, y) in enumerate(batches, start=1):
        loss = model(Value(x)).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
        losses.append(total / count)
    return losses
""",
    "images are flattened away": """
def train_epoch(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = model(Value(np.squeeze(x))).cross_entropy(y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
}

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
    "a function for each batch": """
def train_epoch(model, optimizer, batches):
    def learn(batch):
        inputs, targets = batch
        optimizer.zero_grad()
        loss = model(Value(inputs)).cross_entropy(targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    return [learn(batch) for batch in batches]
""",
    "the loss from log-probabilities": """
def train_epoch(model, optimizer, batches):
    losses = []
    for inputs, targets in list(batches):
        log_probabilities = model(Value(inputs)).log_softmax()
        loss = -log_probabilities[np.arange(len(targets)), targets].mean()
        for parameter in optimizer.parameters:
            parameter.grad = None
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
}
