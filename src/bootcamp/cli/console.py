"""Consoles that clean what they print, and take no text for markup."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderableType, RenderHook
from rich.segment import Segment

from bootcamp.cli.clean import clean


def cleaning_console(**settings: Any) -> Console:
    """A console of Rich's: a text stands as it is, but for what `clean` takes out."""
    console = Console(highlight=False, markup=False, emoji=False, **settings)
    console.push_render_hook(Cleaner())
    return console


class Cleaner(RenderHook):
    """Cleans whatever a console prints, once it is laid out; what Rich itself adds stays."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """The same, cleaned when they are rendered."""
        return [_Cleaned(each) for each in renderables]


@dataclass
class _Cleaned:
    thing: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        return _cleaned(console.render(self.thing, options))


def _cleaned(segments: Iterable[Segment]) -> Iterator[Segment]:
    for text, style, control in segments:
        yield Segment(text, style, control) if control else Segment(clean(text), style)
