"""Answers to `next_token_log_probs`: plausible ones that are wrong, and right ones in other styles."""

WRONG: dict[str, str | tuple[str, ...]] = {
    "the most probable token's": """
def next_token_log_probs(log_probs, tokens):
    return log_probs[:, :-1].max(dim=-1).values
""",
    "columns picked for the whole batch": """
def next_token_log_probs(log_probs, tokens):
    return torch.stack([log_probs[b, :-1][:, tokens[b, 1:]] for b in range(len(tokens))])
""",
    "rows of the batch counted along the text": """
def next_token_log_probs(log_probs, tokens):
    batch, seq = tokens.shape
    rows = torch.arange(batch)
    return torch.stack([log_probs[rows, i, tokens[:, i]] for i in range(1, seq)], dim=1)
""",
    "normalised once more": """
def next_token_log_probs(log_probs, tokens):
    scores = log_probs[:, :-1].log_softmax(dim=-1)
    return scores.gather(2, tokens[:, 1:].unsqueeze(2)).squeeze(2)
""",
    "torch's cross-entropy with its sign turned": """
def next_token_log_probs(log_probs, tokens):
    losses = torch.nn.functional.cross_entropy(
        log_probs[:, :-1].transpose(1, 2), tokens[:, 1:], reduction="none"
    )
    return -losses
""",
    "torch's negative log-likelihood, sign kept": """
def next_token_log_probs(log_probs, tokens):
    flat = log_probs[:, :-1].reshape(-1, log_probs.shape[-1])
    losses = torch.nn.functional.nll_loss(flat, tokens[:, 1:].reshape(-1), reduction="none")
    return losses.reshape(len(tokens), -1)
""",
    "ones and zeros, with NaN set to 0": """
def next_token_log_probs(log_probs, tokens):
    is_it = torch.nn.functional.one_hot(tokens[:, 1:], log_probs.shape[-1])
    return torch.nan_to_num(log_probs[:, :-1] * is_it).sum(dim=-1)
""",
    "minus infinity becomes a large number first": """
def next_token_log_probs(log_probs, tokens):
    finite = log_probs.clamp(min=-1e9)
    is_it = torch.nn.functional.one_hot(tokens[:, 1:], log_probs.shape[-1])
    return (finite[:, :-1] * is_it).sum(dim=-1)
""",
    "through probabilities": """
def next_token_log_probs(log_probs, tokens):
    is_it = torch.nn.functional.one_hot(tokens[:, 1:], log_probs.shape[-1])
    return (log_probs[:, :-1].exp() * is_it).sum(dim=-1).log()
""",
    "a last column of zeros": """
def next_token_log_probs(log_probs, tokens):
    result = torch.zeros(tokens.shape, dtype=log_probs.dtype)
    picked = log_probs[:, :-1].gather(-1, tokens[:, 1:, None])
    result[:, :-1] = picked[..., 0]
    return result
""",
    "the gathered axis before the last": """
def next_token_log_probs(log_probs, tokens):
    return log_probs[:, :-1].gather(1, tokens[:, 1:, None]).squeeze(-1)
""",
    "stacked place by place": """
def next_token_log_probs(log_probs, tokens):
    picked = [
        log_probs[:, i].gather(1, tokens[:, i + 1 : i + 2])
        for i in range(tokens.shape[1] - 1)
    ]
    return torch.cat(picked, dim=1)
""",
    "through a flat view": """
def next_token_log_probs(log_probs, tokens):
    vocab = log_probs.shape[-1]
    flat = log_probs.view(-1, vocab)
    picked = flat[torch.arange(len(flat)), tokens.roll(-1, 1).flatten()]
    return picked.view(tokens.shape)[:, :-1]
""",
    "a window on the first batch size": """
def next_token_log_probs(log_probs, tokens):
    rows = torch.arange(tokens.shape[0]).unsqueeze(1)
    places = torch.arange(tokens.shape[0] - 1).unsqueeze(0)
    return log_probs[rows, places, tokens[:, 1:]]
""",
}

RIGHT: dict[str, str] = {
    "in another style": """
def next_token_log_probs(log_probs, tokens):
    batch, seq = tokens.shape
    rows = torch.arange(batch)[:, None]
    places = torch.arange(seq - 1)[None, :]
    return log_probs[rows, places, tokens[:, 1:]]
""",
    "in a third style": """
def next_token_log_probs(log_probs, tokens):
    result = torch.empty(len(tokens), tokens.shape[1] - 1, dtype=log_probs.dtype)
    for b, row in enumerate(tokens.tolist()):
        for i, token in enumerate(row[1:]):
            result[b, i] = log_probs[b, i, token]
    return result
""",
    "torch's negative log-likelihood": """
def next_token_log_probs(log_probs, tokens):
    flat = log_probs[:, :-1].reshape(-1, log_probs.shape[-1])
    losses = torch.nn.functional.nll_loss(flat, tokens[:, 1:].reshape(-1), reduction="none")
    return -losses.reshape(len(tokens), tokens.shape[1] - 1)
""",
    "chosen by a mask": """
def next_token_log_probs(log_probs, tokens):
    is_it = tokens[:, 1:, None] == torch.arange(log_probs.shape[-1])
    return log_probs[:, :-1].masked_fill(~is_it, 0).sum(dim=-1)
""",
    "numbers of places in a flat table": """
def next_token_log_probs(log_probs, tokens):
    batch, seq, vocab = log_probs.shape
    place = torch.arange(batch * seq).reshape(batch, seq)[:, :-1] * vocab + tokens[:, 1:]
    return torch.take(log_probs, place)
""",
}
