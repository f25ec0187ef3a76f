"""Each known mistake of `adam_step`, made a second time in another style.

In the order of the exercise's `mistakes`: a learner who writes this is to be told that sentence.
"""

AGAIN: dict[str, tuple[str, ...]] = {
    "adam_step": (
        """
def step(self):
    self.steps_taken = self.steps_taken + 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = self.means[i] + (1 - b1) * (p.grad - self.means[i])
            self.squares[i] = self.squares[i] + (1 - b2) * (p.grad * p.grad - self.squares[i])
            root = np.sqrt(self.squares[i] / (1 - b2**self.steps_taken))
            p.data = p.data - self.learning_rate * self.means[i] / (root + self.epsilon)
""",
        """
def step(self):
    self.steps_taken = self.steps_taken + 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = p.grad * (1 - b1) + self.means[i] * b1
            self.squares[i] = p.grad * p.grad * (1 - b2) + self.squares[i] * b2
            rate = self.learning_rate / (1 - b1**self.steps_taken)
            p.data = p.data - rate * self.means[i] / (self.squares[i] ** 0.5 + self.epsilon)
""",
        """
def step(self):
    self.steps_taken = t = self.steps_taken + 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = p.grad * (1 - b1) + self.means[i] * b1
            self.squares[i] = p.grad * p.grad * (1 - b2) + self.squares[i] * b2
            m, s = self.means[i] / (1 - b1**t), self.squares[i] / (1 - b2**t)
            p.data = p.data - self.learning_rate * m * (s + self.epsilon) ** -0.5
""",
        """
def step(self):
    t = 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = p.grad * (1 - b1) + self.means[i] * b1
            self.squares[i] = p.grad * p.grad * (1 - b2) + self.squares[i] * b2
            m, s = self.means[i] / (1 - b1**t), self.squares[i] / (1 - b2**t)
            p.data = p.data - self.learning_rate * m / (s**0.5 + self.epsilon)
    self.steps_taken = t
""",
        """
def step(self):
    self.steps_taken = t = self.steps_taken + 1
    for_square, for_mean = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = p.grad * (1 - for_mean) + self.means[i] * for_mean
            self.squares[i] = p.grad**2 * (1 - for_square) + self.squares[i] * for_square
            m, s = self.means[i] / (1 - for_mean**t), self.squares[i] / (1 - for_square**t)
            p.data = p.data - self.learning_rate * m / (s**0.5 + self.epsilon)
""",
        """
def step(self):
    self.steps_taken = t = self.steps_taken + 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = p.grad * (1 - b1) + self.means[i] * b1
            self.squares[i] = np.square(p.grad) * (1 - b2) + self.squares[i] * b2
            m, s = self.means[i] / (1 - b1**t), self.squares[i] / (1 - b2**t)
            p.data = p.data - np.divide(m, s + self.epsilon) * self.learning_rate
""",
        """
def step(self):
    self.steps_taken = t = self.steps_taken + 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = p.grad * (1 - b1) + self.means[i] * b1
            self.squares[i] = np.square(p.grad) * (1 - b2) + self.squares[i] * b2
            m, s = self.means[i] / (1 - b1**t), self.squares[i] / (1 - b2**t)
            p.data = np.add(p.data, self.learning_rate * m / (s**0.5 + self.epsilon))
""",
        """
def step(self):
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        self.steps_taken += 1
        m = b1 * self.means[i] + (1 - b1) * p.grad
        s = b2 * self.squares[i] + (1 - b2) * p.grad**2
        self.means[i], self.squares[i] = m, s
        mh = m / (1 - b1**self.steps_taken)
        sh = s / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * mh / (np.sqrt(sh) + self.epsilon)
""",
        """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        m = b1 * self.means[i] + (1 - b1) * p.grad
        s = b2 * self.squares[i] + (1 - b2) * p.grad
        self.means[i], self.squares[i] = m, s
        mh = m / (1 - b1**self.steps_taken)
        sh = s / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * mh / (np.sqrt(sh) + self.epsilon)
""",
        """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        m = b1 * self.means[i] + (1 - b1) * p.grad
        s = b2 * self.squares[i] + (1 - b2) * p.grad**2
        mh = m / (1 - b1**self.steps_taken)
        sh = s / (1 - b2**self.steps_taken)
        self.means[i], self.squares[i] = mh, sh
        p.data = p.data - self.learning_rate * mh / (np.sqrt(sh) + self.epsilon)
""",
        """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        m = b1 * self.means[i] + (1 - b1) * p.grad
        s = b2 * self.squares[i] + (1 - b2) * p.grad**2
        mh = m / (1 - b1**self.steps_taken)
        sh = s / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * mh / (np.sqrt(sh) + self.epsilon)
""",
        """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        m = b1 * self.means[i] + p.grad
        s = b2 * self.squares[i] + (1 - b2) * p.grad**2
        self.means[i], self.squares[i] = m, s
        mh = m / (1 - b1**self.steps_taken)
        sh = s / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * mh / (np.sqrt(sh) + self.epsilon)
""",
        """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            continue
        m = b1 * self.means[i] + (1 - b1) * p.grad
        s = b2 * self.squares[i] + (1 - b2) * p.grad**2
        self.means[i], self.squares[i] = m, s
        mh = m / (1 - b1 * self.steps_taken)
        sh = s / (1 - b2 * self.steps_taken)
        p.data = p.data - self.learning_rate * mh / (np.sqrt(sh) + self.epsilon)
""",
        """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is None:
            return
        m = b1 * self.means[i] + (1 - b1) * p.grad
        s = b2 * self.squares[i] + (1 - b2) * p.grad**2
        self.means[i], self.squares[i] = m, s
        mh = m / (1 - b1**self.steps_taken)
        sh = s / (1 - b2**self.steps_taken)
        p.data = p.data - self.learning_rate * mh / (np.sqrt(sh) + self.epsilon)
""",
    ),
}
