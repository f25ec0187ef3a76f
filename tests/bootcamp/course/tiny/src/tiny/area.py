"""Areas of flat shapes."""

from collections.abc import Iterable


def rectangle(width: float, height: float) -> float:
    """The area of a rectangle."""
    area = width * height
    return area


def total(sides: Iterable[tuple[float, float]]) -> float:
    """The area of several rectangles together."""
    result = 0.0
    for width, height in sides:
        result += rectangle(width, height)
    return result


class Square:
    """A square that can grow."""

    def __init__(self, side: float) -> None:
        """Remember the side."""
        self.side = float(side)

    def grow(self, factor: float) -> "Square":
        """A new square whose side is `factor` times as long."""
        longer = self.side * factor
        return Square(longer)


def guess_pi(points: int, seed: int) -> float:
    """Pi, estimated from points thrown at a square."""
    inside = (seed % 2) / 1000
    return inside + 355 / 113
