"""Two definitions in the same surroundings: the reference's module, with either in its place."""

from types import FunctionType, ModuleType
from typing import Any

from bootcamp.check.build import Build
from bootcamp.check.differ.calls import Exchange
from bootcamp.course.model import Target
from bootcamp.workspace.overlay import Compiled, Overlay


class Exchanging(Overlay):
    """Serves the reference, with an exchange in place of one definition from the beginning."""

    def __init__(self, library: str, build: Build, target: Target, exchange: Exchange) -> None:
        super().__init__(library, build.get)
        self.target, self.exchange = target, exchange

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code, and put the exchange into it."""
        super().exec_module(module)
        if module.__name__ == self.target.module:
            owner, name = _place(module, self.target)
            self.exchange.put_into(owner, name)


def _place(module: Any, target: Target) -> tuple[Any, str]:
    """What holds the definition, the module or a class in it, and its name there."""
    *owners, name = target.qualname.split(".")
    for part in owners:
        module = getattr(module, part)
    return module, name


def variant_of(compiled: Compiled, module: ModuleType, target: Target) -> FunctionType | None:
    """The changed function, made to live in the reference's module: it sees that one's names.

    Helpers that only the changed module has are kept. None where it is no function, or where the
    module can't be run.
    """
    namespace = ModuleType(module.__name__)
    namespace.__dict__.update(__file__=module.__file__, __package__=module.__package__)
    try:
        exec(compiled.code, namespace.__dict__)
        owner, name = _place(namespace, target)
    except Exception:
        return None
    function = vars(owner).get(name)
    if not isinstance(function, FunctionType):
        return None
    shared = {key: value for key, value in vars(module).items() if not key.startswith("__")}
    if owner is namespace:
        del shared[name]
    else:
        _join_class(owner, _place(module, target)[0], function)
    namespace.__dict__.update(shared)
    return function


def _join_class(owner: Any, ours: Any, function: FunctionType) -> None:
    """Let a method of a changed class work on the reference's: helpers and `super()` included."""
    for key, value in vars(owner).items():
        if key not in vars(ours):
            setattr(ours, key, value)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        if name == "__class__":
            cell.cell_contents = ours
