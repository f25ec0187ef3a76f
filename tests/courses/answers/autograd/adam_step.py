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
}
