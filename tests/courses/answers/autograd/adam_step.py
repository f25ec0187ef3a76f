"""Answers to `adam_step`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "no gradient counts as zero": (
        """if parameter.grad is None:
            continue
""",
        """gradient = np.zeros_like(parameter.data) if parameter.grad is None else parameter.grad
""",
        "(1 - beta1) * parameter.grad",
        "(1 - beta1) * gradient",
        "parameter.grad**2",
        "gradient**2",
    ),
    "the gradient is squared in place": (
        "square = beta2",
        """parameter.grad *= parameter.grad
        square = beta2""",
        "parameter.grad**2",
        "parameter.grad",
    ),
    "steps are counted by parameter": """
def step(self):
    if not hasattr(self, "counts"):
        self.counts = [0] * len(self.parameters)
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.counts[i] += 1
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * p.grad**2
        m = self.means[i] / (1 - b1 ** self.counts[i])
        s = self.squares[i] / (1 - b2 ** self.counts[i])
        p.data = p.data - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
""",
    "numpy's powers": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * p.grad**2
        m = self.means[i] / (1 - np.power(b1, self.steps_taken))
        s = self.squares[i] / (1 - np.power(b2, self.steps_taken))
        p.data = p.data - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
""",
    "one size for a whole array": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * np.mean(p.grad**2)
        m = self.means[i] / (1 - b1**self.steps_taken)
        s = self.squares[i] / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
""",
    "the correction in the learning rate, and epsilon outside of it": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    rate = self.learning_rate * (1 - b2**self.steps_taken) ** 0.5 / (1 - b1**self.steps_taken)
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * p.grad**2
        p.data = p.data - rate * self.means[i] / (np.sqrt(self.squares[i]) + self.epsilon)
""",
    "the largest square is kept": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        new = b2 * self.squares[i] + (1 - b2) * p.grad**2
        self.squares[i] = np.maximum(self.squares[i], new)
        m = self.means[i] / (1 - b1**self.steps_taken)
        s = self.squares[i] / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
""",
    "the correction ends after a thousand steps": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * p.grad**2
        m, s = self.means[i], self.squares[i]
        if self.steps_taken < 1000:
            m, s = m / (1 - b1**self.steps_taken), s / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
""",
    "running means in place, starting as the gradient": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        grad = p.grad
        grad *= 1 - b1
        self.means[i] = b1 * self.means[i] + grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * (grad / (1 - b1)) ** 2
        m = self.means[i] / (1 - b1**self.steps_taken)
        s = self.squares[i] / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
""",
    "entries without a gradient are passed over": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None or not p.grad.any():
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * p.grad**2
        m = self.means[i] / (1 - b1**self.steps_taken)
        s = self.squares[i] / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
""",
    "epsilon only where the size is zero": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * p.grad**2
        m = self.means[i] / (1 - b1**self.steps_taken)
        s = self.squares[i] / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * m / np.maximum(np.sqrt(s), self.epsilon)
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def step(self):
    b1, b2 = self.betas
    self.steps_taken = t = self.steps_taken + 1
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = self.means[i] + (1 - b1) * (p.grad - self.means[i])
            self.squares[i] = self.squares[i] + (1 - b2) * (p.grad**2 - self.squares[i])
            root = (self.squares[i] / (1 - b2**t)) ** 0.5
            change = self.means[i] / (root + self.epsilon) / (1 - b1**t)
            p.data = p.data - self.learning_rate * change
""",
    "the running means in place": """
def step(self):
    t = self.steps_taken = 1 + self.steps_taken
    for p, m, s in zip(self.parameters, self.means, self.squares):
        if p.grad is None:
            continue
        m *= self.betas[0]
        m += (1 - self.betas[0]) * p.grad
        s *= self.betas[1]
        s += (1 - self.betas[1]) * p.grad * p.grad
        size = np.sqrt(s / (1 - self.betas[1] ** t)) + self.epsilon
        p.data = p.data - self.learning_rate * (m / (1 - self.betas[0] ** t)) / size
""",
    "the corrections in the learning rate and in epsilon": """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    root = (1 - b2**self.steps_taken) ** 0.5
    rate = self.learning_rate * root / (1 - b1**self.steps_taken)
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
        self.squares[i] = b2 * self.squares[i] + (1 - b2) * np.square(p.grad)
        size = np.sqrt(self.squares[i]) + root * self.epsilon
        p.data = p.data - rate * self.means[i] / size
""",
}
