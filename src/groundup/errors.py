"""Every error that the library raises on purpose.

GroundupError            what was expected, what came, what to do
├── ShapeError           the shapes of arrays don't fit
├── DtypeError           the kind of number isn't the one that is needed
├── TargetError          a target names a class that isn't there
└── GraphError           the graph can't be walked, or a value of it would be overwritten
"""


class GroundupError(Exception):
    """What was expected, what came, what to do."""


class ShapeError(GroundupError):
    """The shapes of arrays don't fit."""


class DtypeError(GroundupError):
    """The kind of number isn't the one that is needed."""


class TargetError(GroundupError):
    """A target names a class that isn't there."""


class GraphError(GroundupError):
    """The graph can't be walked, or a value of it would be overwritten."""
