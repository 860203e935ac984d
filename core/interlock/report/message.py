"""A message: what every format prints, made of a fault or finding once its places are known."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.record import NamedTuple, dataclass, field
from interlock.text.rule import Severity
from interlock.text.site import Anchor, Site
from interlock.text.source import Source, position


class Position(NamedTuple):
    """A place between characters: line and column count from 1, the column in characters."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of text, its end exclusive."""

    start: Position
    end: Position


class Label(NamedTuple):
    """Words about a place beside the one at fault."""

    file: str
    span: Span
    text: str


class Message(NamedTuple):
    """What is said of one mistake; ``help`` is what to do about it.

    The first line of ``message`` is a sentence, the lines behind it give details; in them «» enclose what differs.
    ``file`` is empty where no file is concerned.
    """

    code: str
    severity: Severity
    file: str
    span: Span
    message: str
    labels: tuple[Label, ...] = ()
    help: str = ""


class Statement(NamedTuple):
    """A message that says what an analysis found: also who says it, of what, shown by which way, after whom."""

    told: Message
    analysis: str
    subject: tuple[str, ...]
    witness: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


NOWHERE = Span(Position(1, 1), Position(1, 1))
"""The span of what concerns a file as a whole."""


@dataclass(frozen=True, slots=True)
class Places:
    """Turns sites into spans: the texts by name, and where each item starts in its text."""

    texts: Mapping[str, Source] = field(default_factory=dict)
    starts: Mapping[Anchor, int] = field(default_factory=dict)
    _lines: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def locate(self, site: Site) -> tuple[str, Span]:
        """The file and the span of a site; an anchor that is not known gives the start of its file."""
        name = site.anchor.source
        if name not in self.texts:
            return name, NOWHERE
        start = self.starts.get(site.anchor, 0) + site.start
        end = self.starts.get(site.anchor, 0) + max(site.start, site.end)
        lines = self.lines(name)
        return name, Span(Position(*position(lines, start)), Position(*position(lines, end)))

    def lines(self, name: str) -> tuple[int, ...]:
        """Where the lines of a text start; found once a text."""
        if name not in self._lines:
            self._lines[name] = self.texts[name].line_starts()
        return self._lines[name]

    def line(self, name: str, number: int) -> str | None:
        """The text of a line without its end, or None if there is none."""
        if name not in self.texts or not 1 <= number <= len(self.lines(name)):
            return None
        starts = self.lines(name)
        end = starts[number] if number < len(starts) else None
        return self.texts[name].text[starts[number - 1] : end].rstrip("\r\n")
