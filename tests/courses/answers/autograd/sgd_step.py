"""Answers to `sgd_step`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "no gradient counts as zero": """
def step(self):
    for place, parameter in enumerate(self.parameters):
        gradient = np.zeros_like(parameter.data) if parameter.grad is None else parameter.grad
        velocity = self.momentum * self.velocities[place] + gradient
        self.velocities[place] = velocity
        parameter.data = parameter.data - self.learning_rate * velocity
""",
    "the velocity fades without a gradient": (
        "if parameter.grad is None:",
        """if parameter.grad is None:
            self.velocities[place] = self.momentum * self.velocities[place]""",
    ),
}

RIGHT: dict[str, str] = {
    "in another style": """
def step(self):
    for i, (p, v) in enumerate(zip(self.parameters, self.velocities)):
        if p.grad is not None:
            v = v * self.momentum
            v += p.grad
            self.velocities[i] = v
            p.data = p.data - v * self.learning_rate
""",
    "those with a gradient first": """
def step(self):
    chosen = [i for i, p in enumerate(self.parameters) if p.grad is not None]
    for i in chosen:
        self.velocities[i] = np.multiply(self.velocities[i], self.momentum)
        self.velocities[i] += self.parameters[i].grad
    for i in chosen:
        self.parameters[i].data = self.parameters[i].data - self.learning_rate * self.velocities[i]
""",
}
