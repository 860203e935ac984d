"""Analyses, what they read of each other, and what they return. The key of a result is the analysis value itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar, cast, overload

from interlock.analysis.exhibit import Exhibit
from interlock.analysis.finding import Finding
from interlock.analysis.gauge import Gauge
from interlock.analysis.mark import Marks
from interlock.analysis.pace import Over, never
from interlock.analysis.verdict import Verdict
from interlock.record import dataclass, field, replace
from interlock.syntax.section import Section
from interlock.text.rule import Rule

if TYPE_CHECKING:
    from interlock.check.checked import CheckedDiagram

R = TypeVar("R")


@dataclass(frozen=True, slots=True, eq=False)
class Given(Generic[R]):
    """A value that no analysis makes: the diagram, or what an importer read; ``otherwise`` stands for it where it is not there."""

    name: str
    otherwise: R | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: hazards and scenarios by name (all if empty), and what may be spent on it.

    ``budget`` is a number of steps for what may be large; ``over`` is asked between them whether to stop.
    """

    hazards: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    budget: int = 4_000_000
    over: Over = never

    def within(self, over: Over) -> Request:
        """The same request, which ends when ``over`` says so."""
        return replace(self, over=over)


@dataclass(frozen=True, slots=True)
class Report(Generic[R]):
    """A result and what it gives cause to say."""

    result: R
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Body(Generic[R]):
    """What an analysis is made of: the function it is, the class of its result, what it may find, and views of its result.

    ``detail`` shows more than ``show``, where the analysis is asked for by its name. What it depicts is drawn where pictures
    are asked for. ``gauges`` are the numbers that can be followed while a parameter changes, ``verdicts`` say which claims
    hold, of those that are no propositions. ``rest`` is the result of an analysis that has nothing to be about.
    """

    result: type[R]
    run: Callable[[Results, Request], Report[R]]
    rules: tuple[Rule, ...] = ()
    show: Callable[[R], Sequence[Exhibit]] | None = None
    depict: Callable[[R], Sequence[Exhibit]] | None = None
    detail: Callable[[R], Sequence[Exhibit]] | None = None
    gauges: Callable[[R], Sequence[Gauge]] | None = None
    verdicts: Callable[[R], Sequence[Verdict]] | None = None
    rest: R | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Analysis(Generic[R]):
    """A pure function of the results it needs, by its name; its body is asked for when it is first wanted.

    ``needs`` names every result it reads, the diagram (`DIAGRAM`) too; ``reads`` the sections of the file to which it
    gives meaning. One that is not ``shown`` is run where another needs it, or pictures are asked for and it depicts. Where
    ``idle`` holds of a diagram and of all that are nested in it the analysis rests: its body's ``rest`` is its result, it
    shows nothing, and neither its body nor what it alone needs is loaded.
    """

    name: str
    needs: tuple[Key, ...]
    body: Callable[[], Body[R]]
    reads: tuple[Section, ...] = ()
    doc: str = ""
    shown: bool = True
    idle: Callable[[CheckedDiagram], bool] | None = None


def lacking(*sections: Section) -> Callable[[CheckedDiagram], bool]:
    """Whether a diagram has no item of certain sections."""
    return lambda diagram: not any(diagram.items.get(section) for section in sections)


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """What a lint looks for, and the rule, with severity and page, of what it finds."""

    rule: Rule
    look: Callable[[Results], Iterable[Finding]]


@dataclass(frozen=True, slots=True, eq=False)
class Lint:
    """A pattern that is looked for in results, by the code of its rule; not where ``idle`` holds, as of an analysis."""

    code: str
    needs: tuple[Key, ...]
    pattern: Callable[[], Pattern]
    idle: Callable[[CheckedDiagram], bool] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Marks that a picture may show on request, computed from results; ``apart``: only where it is named."""

    name: str
    needs: tuple[Key, ...]
    marks: Callable[[Results, Request], Marks]
    doc: str = ""
    apart: bool = False


class UnwritableError(Exception):
    """A format has no way, or this version knows none, to say what a proposal says; the message names it."""


@dataclass(frozen=True, slots=True, eq=False)
class Exporter:
    """An interchange format written from results; ``write`` raises `UnwritableError` where it cannot say all of it."""

    format: str
    suffixes: tuple[str, ...]
    needs: tuple[Key, ...]
    write: Callable[[Results], bytes]
    doc: str = ""


Key: TypeAlias = Given[Any] | Analysis[Any]

DIAGRAM: Given[CheckedDiagram] = Given("diagram")

FUNCTIONS: Given[Mapping[str, Callable[..., object]]] = Given("kernels", {})
"""What plugins have boxes do, by name: functions of what boxes are given, which the section `kernels` calls."""


RESTING: Final = object()
"""Stands for the result of an analysis that rests, until somebody reads that."""


@dataclass(frozen=True, slots=True)
class Results:
    """Results by the analysis that made them: ``results[ROUTES]`` has the type that ROUTES states."""

    values: Mapping[Key, object] = field(default_factory=dict)

    @overload
    def __getitem__(self, key: Given[R]) -> R: ...
    @overload
    def __getitem__(self, key: Analysis[R]) -> R: ...
    def __getitem__(self, key: Given[R] | Analysis[R]) -> R:
        """The result of an analysis that the reader named among its needs.

        Raises:
            LookupError: it did not, and nobody else did.
        """
        if not (key in self.values or (isinstance(key, Given) and key.otherwise is not None)):
            raise LookupError(f"`{key.name}` is read, and not among what is needed")
        if isinstance(key, Given):
            return cast(R, self.values[key] if key.otherwise is None else self.values.get(key, key.otherwise))
        return cast(R, key.body().rest if self.rests(key) else self.values[key])

    def __contains__(self, key: object) -> bool:
        """Whether the result is there."""
        return key in self.values

    def rests(self, key: Analysis[Any]) -> bool:
        """Whether an analysis was not run, for want of anything that it would be about."""
        return self.values[key] is RESTING
