"""First tries that hold two known mistakes each, as someone would write them.

By exercise: what the two known mistakes put in the reference's place (`instead`), and the text.
"""

DOUBLES: dict[str, list[tuple[tuple[str, str], str]]] = {
    "softmax_with_temperature": [
        (("shifted * temperature", "logits"), """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        best = (logits == logits.amax(-1, keepdim=True)).to(logits.dtype)
        return best / best.sum(-1, keepdim=True)
    powers = torch.exp(logits * temperature)
    return powers / powers.sum(-1, keepdim=True)
"""),
        (("logits", "powers.sum()"), """
def softmax_with_temperature(logits, temperature=1.0):
    if temperature == 0:
        best = (logits == logits.amax(-1, keepdim=True)).to(logits.dtype)
        return best / best.sum()
    e = torch.exp(logits / temperature)
    return e / e.sum()
"""),
        (("shifted * temperature", ""), """
def softmax_with_temperature(logits, temperature=1.0):
    e = torch.exp((logits - logits.max(dim=-1, keepdim=True).values) * temperature)
    return e / e.sum(dim=-1, keepdim=True)
"""),
        (("powers.sum()", ""), """
def softmax_with_temperature(logits, temperature=1.0):
    e = ((logits - logits.amax(-1, keepdim=True)) / temperature).exp()
    return e / e.sum()
"""),
    ],
    "decayed_totals": [
        ((".triu(1)", "decay ** (age + 1)"), """
def decayed_totals(x, decay):
    n = x.shape[-1]
    out = torch.zeros_like(x)
    for t in range(n):
        for s in range(t):
            out[..., t] += x[..., s] * decay ** (t - s + 1)
    return out
"""),
        ((".triu(1)", "torch.full_like(age, decay)"), """
def decayed_totals(x, decay):
    out = torch.zeros_like(x)
    for t in range(x.shape[-1]):
        out[..., t] = decay * x[..., :t].sum(dim=-1)
    return out
"""),
    ],
    "hide_future": [
        (("key >= query[:, None]", "0.0"), """
def hide_future(scores):
    t, s = scores.shape[-2:]
    return torch.tril(scores, diagonal=s - t - 1)
"""),
        (("key < query[:, None]", "-1e9"), """
def hide_future(scores):
    t, s = scores.shape[-2:]
    i = torch.arange(s - t, s)[:, None]
    j = torch.arange(s)
    return torch.where(j < i, -1e9, scores)
"""),
        (("-1e9", "key[:rows]"), """
def hide_future(scores):
    t, s = scores.shape[-2:]
    mask = torch.ones(t, s, dtype=torch.bool).tril()
    return scores.masked_fill(~mask, -1e9)
"""),
        (("0.0", "key[:rows]"), """
def hide_future(scores):
    t, s = scores.shape[-2:]
    return scores * torch.ones(t, s, dtype=scores.dtype).tril()
"""),
        (("key >= query[:, None]", "scores.masked_fill_("), """
def hide_future(scores):
    rows, columns = scores.shape[-2:]
    future = torch.ones(rows, columns, dtype=torch.bool).triu(columns - rows)
    scores[..., future] = -torch.inf
    return scores
"""),
    ],
    "split_heads": [
        (("(d_head heads) ->", "-> batch seq heads d_head"), """
def split_heads(x, heads):
    b, s, d = x.shape
    return x.reshape(b, s, d // heads, heads).transpose(2, 3)
"""),
        (("-> batch seq heads d_head", "d_head=heads"), """
def split_heads(x, heads):
    b, s, d = x.shape
    return x.reshape(b, s, d // heads, heads)
"""),
    ],
    "mean_over_tokens": [
        (("total / x.shape[1]", "(x * is_token[:, :, None])"), """
def mean_over_tokens(x, lengths):
    mask = torch.arange(x.shape[1]) < lengths.unsqueeze(1)
    return (x * mask.unsqueeze(-1)).mean(dim=1)
"""),
        (("(x * is_token[:, :, None])", "lengths"), """
def mean_over_tokens(x, lengths):
    mask = (torch.arange(x.shape[1]) < lengths.unsqueeze(1)).to(x.dtype)
    return (x * mask.unsqueeze(-1)).sum(dim=1) / lengths.unsqueeze(1)
"""),
        (("<= lengths[:, None]", "lengths"), """
def mean_over_tokens(x, lengths):
    keep = torch.arange(x.shape[1])[None, :] <= lengths[:, None]
    summed = torch.where(keep[..., None], x, torch.zeros_like(x)).sum(1)
    return summed / lengths[:, None]
"""),
        (("x.sum(dim=1)", "lengths"), """
def mean_over_tokens(x, lengths):
    return x.sum(dim=1) / lengths.unsqueeze(-1)
"""),
        (("<= lengths[:, None]", "total / x.shape[1]"), """
def mean_over_tokens(x, lengths):
    keep = torch.arange(x.shape[1])[None, :] <= lengths[:, None]
    return torch.where(keep[..., None], x, torch.zeros_like(x)).mean(1)
"""),
        (("x[~is_token] = 0\n    total = x.sum(dim=1)", "lengths"), """
def mean_over_tokens(x, lengths):
    for row, n in zip(x, lengths):
        row[n:] = 0
    return x.sum(dim=1) / lengths[:, None]
"""),
    ],
    "invert_cumulative": [
        (("cumulative < threshold", "uniform[..., None]"), """
def invert_cumulative(probabilities, uniform):
    ends = torch.cumsum(probabilities, -1)
    return (uniform.unsqueeze(-1) > ends).sum(-1)
"""),
        (("uniform[..., None]", ".sum(dim=-1) + 1"), """
def invert_cumulative(probabilities, uniform):
    ends = torch.cumsum(probabilities, -1)
    return 1 + (uniform.unsqueeze(-1) >= ends).sum(-1)
"""),
    ],
    "linear_layer": [
        (("if False:", "return x @ self.weight"), """
def __call__(self, x):
    return x @ self.weight
"""),
        (("if False:", "x @ self.weight.transpose() + self.bias"), """
def __call__(self, x):
    return x @ self.weight.transpose() + self.bias
"""),
        (("if False:", "x @ Value(self.weight.data) + self.bias"), """
def __call__(self, x):
    return x @ self.weight.data + self.bias
"""),
    ],
    "sgd_step": [
        (("pass", "if False:"), """
def step(self):
    for p, v in zip(self.parameters, self.velocities):
        v = self.momentum * v + p.grad
        p.data = p.data - self.learning_rate * v
"""),
        (("parameter.data + self.learning_rate * velocity", "pass"), """
def step(self):
    for p, v in zip(self.parameters, self.velocities):
        if p.grad is not None:
            v = self.momentum * v + p.grad
            p.data = p.data + self.learning_rate * v
"""),
        (("+ (1 - self.momentum) * parameter.grad", "if False:"), """
def step(self):
    for i, p in enumerate(self.parameters):
        self.velocities[i] = self.momentum * self.velocities[i] + (1 - self.momentum) * p.grad
        p.data = p.data - self.learning_rate * self.velocities[i]
"""),
    ],
    "adam_step": [
        (("mean", "square"), """
def step(self):
    self.steps_taken += 1
    b1, b2 = self.betas
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = b1 * self.means[i] + (1 - b1) * p.grad
            self.squares[i] = b2 * self.squares[i] + (1 - b2) * p.grad * p.grad
            change = self.means[i] / (np.sqrt(self.squares[i]) + self.epsilon)
            p.data = p.data - self.learning_rate * change
"""),
    ],
    "multiply": [
        (("gradient * x, gradient * y", "y, x"), """
def multiply(x, y):
    return x * y, lambda gradient: (x, y)
"""),
    ],
    "divide": [
        (("gradient * x", "1 / y, "), """
def divide(x, y):
    def pullback(g):
        return 1 / y, g * x / (y * y)
    return x / y, pullback
"""),
        (("y", "1 / y, "), """
def divide(x, y):
    def pullback(g):
        return 1 / y, -g * x / y
    return x / y, pullback
"""),
        (("gradient * x", "gradient * y, "), """
def divide(x, y):
    def pullback(g):
        return g * y, g * x / (y * y)
    return x / y, pullback
"""),
    ],
    "tanh": [
        (("x**2", "1 - result**2"), """
def tanh(x):
    return np.tanh(x), lambda g: (1 - x * x,)
"""),
        (("1 - result**2", "return gradient * (1 - result**2)"), """
def tanh(x):
    y = np.tanh(x)
    return y, lambda g: 1 - y * y
"""),
    ],
    "log_softmax": [
        (("shifted = x", "np.exp(result) * gradient"), """
def log_softmax(x, axis=-1):
    out = x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))
    def pullback(g):
        return (g - np.exp(out) * g,)
    return out, pullback
"""),
        (("shifted = x", "gradient.sum(keepdims=True)"), """
def log_softmax(x, axis=-1):
    out = x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))
    return out, lambda g: (g - np.exp(out) * g.sum(),)
"""),
    ],
    "squared_distances": [
        (("x[None, :, :] - y[:, None, :]", "(difference**2).sum(dim=-1).sqrt()"), """
def squared_distances(x, y):
    return torch.cdist(y, x)
"""),
        (("difference.abs()", ".mean(dim=-1)"), """
def squared_distances(x, y):
    return torch.abs(x.unsqueeze(1) - y.unsqueeze(0)).mean(-1)
"""),
    ],
}  # fmt: skip
