"""From gradients to better parameters.

A step gives each parameter new data of the same dtype, and leaves the old array and the gradient
untouched. A parameter whose `grad` is None is left as it is. No step is recorded in a graph.
"""

from collections.abc import Sequence

import numpy as np

from groundup.autograd.value import Value


class Optimizer:
    """What SGD and Adam share: the parameters, and forgetting their gradients."""

    def __init__(self, parameters: Sequence[Value], learning_rate: float) -> None:
        self.parameters = list(parameters)
        self.learning_rate = float(learning_rate)  # a numpy float64 would make float32 data double

    def step(self) -> None:
        """Give every parameter new data, from its gradient."""
        raise NotImplementedError(f"{type(self).__name__} doesn't say what a step is.")

    def zero_grad(self) -> None:
        """Forget the gradients, so that the next backward pass starts afresh."""
        for parameter in self.parameters:
            parameter.grad = None


class SGD(Optimizer):
    """Gradient descent with momentum: a step follows a running sum of the gradients."""

    def __init__(
        self, parameters: Sequence[Value], learning_rate: float, momentum: float = 0.0
    ) -> None:
        super().__init__(parameters, learning_rate)
        self.momentum = float(momentum)
        self.velocities = [np.zeros_like(parameter.data) for parameter in self.parameters]

    def step(self) -> None:
        """One step of each parameter that has a gradient; the others keep data and velocity.

        velocity <- momentum * velocity + gradient
        data     <- data - learning_rate * velocity

        `self.velocities` holds a velocity for each of `self.parameters`, at first zero, and is
        kept up to date (Polyak 1964; Sutskever, Martens, Dahl and Hinton, ICML 2013, section 2).
        Differs from the paper: there the velocity contains the learning rate, velocity <-
        momentum * velocity - learning_rate * gradient. Here, as in PyTorch, it stands outside.
        """
        for place, parameter in enumerate(self.parameters):
            if parameter.grad is None:
                continue
            velocity = self.momentum * self.velocities[place] + parameter.grad
            self.velocities[place] = velocity
            parameter.data = parameter.data - self.learning_rate * velocity


class Adam(Optimizer):
    """Steps scaled, entry by entry, by how large the gradients have lately been."""

    def __init__(
        self,
        parameters: Sequence[Value],
        learning_rate: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        epsilon: float = 1e-8,
    ) -> None:
        super().__init__(parameters, learning_rate)
        self.betas = (float(betas[0]), float(betas[1]))
        self.epsilon = float(epsilon)
        self.means = [np.zeros_like(parameter.data) for parameter in self.parameters]
        self.squares = [np.zeros_like(parameter.data) for parameter in self.parameters]
        self.steps_taken = 0

    def step(self) -> None:
        """One step of each parameter that has a gradient g; the others keep data and means (Kingma
        and Ba, ICLR 2015, arXiv:1412.6980, algorithm 1). `self.steps_taken` goes up by one: it is
        t below.

        mean   <- beta1 * mean   + (1 - beta1) * g
        square <- beta2 * square + (1 - beta2) * g²
        data   <- data - learning_rate * m / (sqrt(s) + epsilon)
                  with m = mean / (1 - beta1^t) and s = square / (1 - beta2^t)

        `self.means` and `self.squares` hold one array for each of `self.parameters`, at first
        zero, and are kept up to date, without the correction.
        """
        self.steps_taken += 1
        beta1, beta2 = self.betas
        for place, parameter in enumerate(self.parameters):
            if parameter.grad is None:
                continue
            mean = beta1 * self.means[place] + (1 - beta1) * parameter.grad
            square = beta2 * self.squares[place] + (1 - beta2) * parameter.grad**2
            self.means[place], self.squares[place] = mean, square
            unbiased_mean = mean / (1 - beta1**self.steps_taken)
            unbiased_square = square / (1 - beta2**self.steps_taken)
            step = unbiased_mean / (np.sqrt(unbiased_square) + self.epsilon)
            parameter.data = parameter.data - self.learning_rate * step
