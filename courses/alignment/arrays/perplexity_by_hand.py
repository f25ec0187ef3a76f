"""Work out the perplexity of a model on four tokens.

Papers report perplexities where training curves show losses. It takes one step to go from one to
the other, and it is worth having taken it once by hand.
"""

import math

import numpy as np

from bootcamp.author import Answer, Question

exercise = Answer(
    minutes=6,
    difficulty=2,
    importance=3,
    hints=(
        "The surprise at a token of probability $2^{-k}$ is $k \\ln\\,2$.",
        "Average the four surprises; that is the loss. What is the exponential of it?",
        "$e^{k \\ln\\,2} = 2^k$, so all you need is the mean of the four exponents.",
    ),
)


def question(rng: np.random.Generator) -> Question:
    mean = int(rng.integers(3, 6))
    step = int(rng.integers(1, mean - 1))
    exponents = [mean - step - 1, mean - 1, mean, mean + step + 2]
    rng.shuffle(exponents)
    shares = [0.5**exponent for exponent in exponents]
    answer = 2.0**mean
    listed = ", ".join(f"$1/{2**exponent}$" for exponent in exponents)
    return Question(
        text=f"A model gives the four tokens of a text the probabilities {listed}, each after "
        "those before it. What is its perplexity on this text?",
        answer=answer,
        because=f"The mean of the exponents {', '.join(map(str, exponents))} is {mean}. The loss "
        f"is ${mean} \\ln\\,2$ and the perplexity $2^{mean} = {answer:g}$: on average as uncertain "
        f"as a fair choice among {answer:g} tokens.",
        wrong={
            sum(1 / share for share in shares) / 4: "That is the mean of the four numbers 1/p. "
            "The logarithms are averaged, not the numbers: one rare token would rule the mean.",
            4 / sum(shares): "That is 1 divided by the mean probability. The surprises are "
            "averaged, and a token that the model thought nearly impossible must weigh heavily.",
            mean * math.log(2): "That is the loss, in nats. The perplexity is its exponential.",
            float(mean): "That is the loss, in bits. The perplexity is 2 to the power of it.",
            math.prod(1 / share for share in shares): "That is 1 divided by the probability of "
            "the whole text. The perplexity is per token: the sum of surprises is divided by 4.",
        },
    )
