"""Analyses, what they read of each other, and what they return. The key of a result is the analysis value itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast, overload

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
class Idle(Generic[R]):
    """The result of an analysis of a proposal which, with all that is nested in it, has no item of certain sections."""

    sections: tuple[Section, ...]
    result: R


@dataclass(frozen=True, slots=True, eq=False)
class Analysis(Generic[R]):
    """A pure function of the results it needs.

    ``needs`` names every result it reads, the diagram (`DIAGRAM`) too; ``reads`` the sections of the file to which it
    gives meaning. Without ``show`` and ``depict`` it is a shared step whose result is not printed; ``detail`` shows more,
    where the analysis is asked for by its name. What it depicts is drawn where pictures are asked for, and for that alone it
    is run if it shows nothing else. ``gauges`` are the numbers that can be followed while a parameter changes, ``verdicts``
    say which claims hold, of those that are no propositions. With ``idle`` an analysis is not run where its sections are empty, and then shows nothing: its modules need not be imported.
    """

    name: str
    result: type[R]
    needs: tuple[Key, ...]
    run: Callable[[Results, Request], Report[R]]
    rules: tuple[Rule, ...] = ()
    reads: tuple[Section, ...] = ()
    show: Callable[[R], Sequence[Exhibit]] | None = None
    doc: str = ""
    depict: Callable[[R], Sequence[Exhibit]] | None = None
    gauges: Callable[[R], Sequence[Gauge]] | None = None
    detail: Callable[[R], Sequence[Exhibit]] | None = None
    idle: Idle[R] | None = None
    verdicts: Callable[[R], Sequence[Verdict]] | None = None

    def rests(self, results: Results) -> bool:
        """Whether it was not run, for want of anything that it would be about."""
        return self.idle is not None and results[self] is self.idle.result


@dataclass(frozen=True, slots=True, eq=False)
class Lint:
    """A pattern that is looked for in results; its rule carries severity and page."""

    rule: Rule
    needs: tuple[Key, ...]
    look: Callable[[Results], Iterable[Finding]]


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


@dataclass(frozen=True, slots=True)
class Results:
    """Results by the analysis that made them: ``results[ROUTES]`` has the type that ROUTES states."""

    values: Mapping[Key, object] = field(default_factory=dict)

    @overload
    def __getitem__(self, key: Given[R]) -> R: ...
    @overload
    def __getitem__(self, key: Analysis[R]) -> R: ...
    def __getitem__(self, key: Given[R] | Analysis[R]) -> R:
        """The result of an analysis that the reader named among its needs."""
        if isinstance(key, Given) and key.otherwise is not None:
            return cast(R, self.values.get(key, key.otherwise))
        return cast(R, self.values[key])

    def __contains__(self, key: object) -> bool:
        """Whether the result is there."""
        return key in self.values
