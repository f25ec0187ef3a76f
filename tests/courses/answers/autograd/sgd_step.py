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
    "the first velocity is the gradient": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        if not self.velocities[i].any():
            self.velocities[i] = p.grad
        else:
            self.velocities[i] *= self.momentum
            self.velocities[i] += p.grad
        p.data = p.data - self.learning_rate * self.velocities[i]
""",
    "a velocity only with momentum": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        change = p.grad
        if self.momentum:
            self.velocities[i] = change = self.momentum * self.velocities[i] + p.grad
        p.data = p.data - self.learning_rate * change
""",
    "the learning rate is in the velocity": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.velocities[i] = self.momentum * self.velocities[i] - self.learning_rate * p.grad
            p.data = p.data + self.velocities[i]
""",
    "Nesterov's step": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.velocities[i] = self.momentum * self.velocities[i] + p.grad
            p.data = p.data - self.learning_rate * (p.grad + self.momentum * self.velocities[i])
""",
    "one loop over the first axis": """
def step(self):
    for p, v in zip(self.parameters, self.velocities):
        if p.grad is None:
            continue
        for i in range(p.shape[0]):
            v[i] = self.momentum * v[i] + p.grad[i]
        p.data = p.data - self.learning_rate * v
""",
    "the dials as numpy numbers": """
def step(self):
    rate, momentum = np.float64(self.learning_rate), np.float64(self.momentum)
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.velocities[i] = momentum * self.velocities[i] + p.grad
            p.data = p.data - rate * self.velocities[i]
""",
    "the first parameter without a gradient ends it": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            return
        self.velocities[i] = self.momentum * self.velocities[i] + p.grad
        p.data = p.data - self.learning_rate * self.velocities[i]
""",
    "a new Value takes the parameter's place": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.velocities[i] = self.momentum * self.velocities[i] + p.grad
        moved = p.data - self.learning_rate * self.velocities[i]
        self.parameters[i] = Value(moved, requires_grad=True)
""",
    "gradients are clipped": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            gradient = np.clip(p.grad, -1e6, 1e6)
            self.velocities[i] = self.momentum * self.velocities[i] + gradient
            p.data = p.data - self.learning_rate * self.velocities[i]
""",
    "the gradient is used up": """
def step(self):
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.velocities[i] = self.momentum * self.velocities[i] + p.grad
            p.data = p.data - self.learning_rate * self.velocities[i]
            p.grad = None
""",
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
    "velocities in place, in memory of their own": """
def step(self):
    for p, v in zip(self.parameters, self.velocities):
        if p.grad is not None:
            np.multiply(v, self.momentum, out=v)
            np.add(v, p.grad, out=v)
            p.data = np.subtract(p.data, self.learning_rate * v)
""",
}
