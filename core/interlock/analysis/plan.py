"""Runs analyses in an order in which each finds what it needs; one that fails takes only its dependants with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from interlock.analysis.answer import DIAGRAM, RESTING, Analysis, Body, Given, Key, Lint, Report, Request, Results
from interlock.analysis.finding import Finding
from interlock.record import NamedTuple, dataclass

if TYPE_CHECKING:
    from interlock.check.checked import CheckedDiagram

T = TypeVar("T")
Idler = TypeVar("Idler", bound="Analysis[Any] | Lint")


class Said(NamedTuple):
    """A finding, and the analysis or lint that says it."""

    by: str
    finding: Finding


class Failed(NamedTuple):
    """An analysis, lint or layer that raised or returned the wrong thing: a mistake of its author."""

    what: str
    name: str
    error: Exception


class Skipped(NamedTuple):
    """What was not run, and the failed analysis that it needs."""

    what: str
    name: str
    needs: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a plan: results, findings in the order of the plan, and what could not be had."""

    results: Results
    findings: tuple[Said, ...] = ()
    failed: tuple[Failed, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def plan(asked: Iterable[Key], given: Collection[Key] = ()) -> tuple[Analysis[Any], ...]:
    """The closure of what is asked under `needs`, each after what it needs; of those that are ready, by name.

    What is ``given`` is not run, nor what only it needs.

    Raises:
        ValueError: analyses need one another in a circle, which the host of plugins excludes.
    """
    closure = _closure(asked, given)
    waiting = sorted(closure, key=lambda analysis: analysis.name)
    done: list[Analysis[Any]] = []
    placed: set[Key] = set(given)
    while waiting:
        ready = next((each for each in waiting if placed.issuperset(_needed(each))), None)
        if ready is None:
            raise ValueError(f"a circle of needs among {[each.name for each in waiting]}")
        waiting.remove(ready)
        placed.add(ready)
        done.append(ready)
    return tuple(done)


def reached(needs: Iterable[Key], given: Collection[Key]) -> bool:
    """Whether everything that is needed is given, or computed from what is."""
    ahead, seen = list(needs), set(given)
    while ahead:
        key = ahead.pop()
        if key in seen or _spare(key):
            continue
        if not isinstance(key, Analysis):
            return False
        seen.add(key)
        ahead += key.needs
    return True


def run(asked: Sequence[Key], given: Mapping[Key, object], request: Request, lints: Sequence[Lint] = ()) -> Ran:
    """Every analysis of the plan once, then the lints whose needs are there.

    Args:
        asked: The analyses whose results are wanted.
        given: The values that no analysis makes, and results that are known beforehand.
        request: What every analysis is asked.
        lints: Patterns to look for; what they need is run, too.
    """
    levels = tuple(_levels(Results(given)[DIAGRAM])) if DIAGRAM in given else ()
    idle, unsound = _idle(lints, levels)
    looking = sorted((lint for lint in lints if lint not in idle), key=lambda lint: lint.code)
    wanted = (*asked, *(key for lint in looking for key in lint.needs))
    resting, broken = _idle(_closure(wanted, given), levels)
    going = _Going({**given, **dict.fromkeys(resting, RESTING)})
    for analysis in plan(wanted, going.values):
        going.analyse(analysis, request, broken.get(analysis))
    for lint in looking:
        going.look(lint, unsound.get(lint))
    return Ran(Results(going.values), tuple(going.findings), tuple(going.failed), tuple(going.skipped))


class _Going:
    """A run that is under way."""

    def __init__(self, given: Mapping[Key, object]) -> None:
        self.values = dict(given)
        self.findings: list[Said] = []
        self.failed: list[Failed] = []
        self.skipped: list[Skipped] = []

    def analyse(self, analysis: Analysis[Any], request: Request, wrong: Exception | None) -> None:
        """Runs an analysis whose turn it is, unless something was wrong with it before."""
        if self._lacks("analysis", analysis.name, analysis.needs):
            return
        report = attempt(lambda: _report(analysis, Results(self.values), request)) if wrong is None else wrong
        if isinstance(report, Exception):
            self.failed.append(Failed("analysis", analysis.name, report))
            return
        self.values[analysis] = report.result
        self.findings += (Said(analysis.name, finding) for finding in report.findings)

    def look(self, lint: Lint, wrong: Exception | None) -> None:
        """Looks for the pattern of a lint, unless something was wrong with that before."""
        if self._lacks("lint", lint.code, lint.needs):
            return
        found = attempt(lambda: _found(lint, Results(self.values))) if wrong is None else wrong
        if isinstance(found, Exception):
            self.failed.append(Failed("lint", lint.code, found))
        else:
            self.findings += (Said(lint.code, finding) for finding in found)

    def _lacks(self, what: str, name: str, needs: Iterable[Key]) -> bool:
        missing = next((key.name for key in needs if key not in self.values and not _spare(key)), None)
        if missing is not None:
            self.skipped.append(Skipped(what, name, missing))
        return missing is not None


def _spare(key: Key) -> bool:
    """Whether something stands for a value that is not there."""
    return isinstance(key, Given) and key.otherwise is not None


def attempt(action: Callable[[], T]) -> T | Exception:
    """What a plugin's code returns, or the exception in which it ended."""
    try:
        return action()
    except Exception as error:  # noqa: BLE001  (a plugin's code may raise anything, and must not stop the others)
        return error


def _idle(each: Iterable[Idler], levels: Collection[CheckedDiagram]) -> tuple[frozenset[Idler], dict[Idler, Exception]]:
    """Those that have nothing to be about in any of the diagrams, and those of which that cannot be said."""
    asked = {one: attempt(partial(_all, one.idle, levels)) for one in each if levels and one.idle is not None}
    wrong = {one: answer for one, answer in asked.items() if isinstance(answer, Exception)}
    return frozenset(one for one, answer in asked.items() if answer is True), wrong


def _all(idle: Callable[[CheckedDiagram], bool], levels: Iterable[CheckedDiagram]) -> bool:
    return all(map(idle, levels))


def bodies(analyses: Iterable[Analysis[Any]]) -> tuple[dict[Analysis[Any], Body[Any]], tuple[Failed, ...]]:
    """What analyses are made of, and those of which that could not be loaded."""
    made = {each: attempt(each.body) for each in analyses}
    failed = (Failed("analysis", each.name, body) for each, body in made.items() if isinstance(body, Exception))
    return {each: body for each, body in made.items() if not isinstance(body, Exception)}, tuple(failed)


def _levels(diagram: CheckedDiagram) -> Iterator[CheckedDiagram]:
    """A diagram and those nested in it."""
    yield diagram
    for box in diagram.boxes.values():
        if box.nested is not None:
            yield from _levels(box.nested)


def _closure(asked: Iterable[Key], given: Collection[Key]) -> set[Analysis[Any]]:
    found: set[Analysis[Any]] = set()
    ahead = [key for key in asked if isinstance(key, Analysis)]
    while ahead:
        analysis = ahead.pop()
        if analysis not in found and analysis not in given:
            found.add(analysis)
            ahead += _needed(analysis)
    return found


def _needed(analysis: Analysis[Any]) -> list[Analysis[Any]]:
    return [key for key in analysis.needs if isinstance(key, Analysis)]


def _report(analysis: Analysis[Any], results: Results, request: Request) -> Report[Any]:
    """The report of an analysis.

    Raises:
        TypeError: it is none, its result is not of the stated class, or a finding is none.
    """
    body = analysis.body()
    report: object = body.run(results, request)
    if not isinstance(report, Report):
        raise TypeError(f"it returned {type(report).__name__} and not Report")
    kind: object = body.result  # an alias such as `dict[str, int]` is no class at run time
    if isinstance(kind, type) and not isinstance(report.result, kind):
        raise TypeError(f"its result is {type(report.result).__name__} and not {kind.__name__}")
    _examine(report.findings)
    return report


def _found(lint: Lint, results: Results) -> tuple[Finding, ...]:
    """The findings of a lint.

    Raises:
        TypeError: a member is none.
        ValueError: its rule has another code.
    """
    pattern = lint.pattern()
    if pattern.rule.code != lint.code:
        raise ValueError(f"its rule has the code {pattern.rule.code!r}")
    found = tuple(pattern.look(results))
    _examine(found)
    return found


def _examine(findings: Iterable[object]) -> None:
    for finding in findings:
        if not isinstance(finding, Finding):
            raise TypeError(f"a finding is {type(finding).__name__} and not Finding")
