"""Analyses of a subject: what is asked, what came of it, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from interlock.analysis.allow import Accepted, allow
from interlock.analysis.answer import Analysis, Body, Lint, Request
from interlock.analysis.exhibit import Exhibit
from interlock.analysis.plan import Failed, Ran, attempt, bodies, reached, run
from interlock.cli.exit import CannotRunError
from interlock.cli.program import debugging
from interlock.cli.subject import Subject
from interlock.plugin.door import Json, to_json
from interlock.plugin.loaded import Loaded
from interlock.record import dataclass
from interlock.report.message import Message, Statement
from interlock.report.state import compose_failures, compose_finding, compose_permit
from interlock.syntax.suggest import nearest


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What the analyses of one subject gave.

    ``accepted`` are the findings that the author allows for a reason. ``depicting`` are those that were run for what they
    depict; ``by_name`` is true if one was asked for by its name.
    """

    asked: tuple[Analysis[Any], ...]
    ran: Ran
    findings: tuple[Statement, ...]
    messages: tuple[Message, ...]
    accepted: tuple[Accepted, ...] = ()
    depicting: tuple[Analysis[Any], ...] = ()
    by_name: bool = False


def choose(loaded: Loaded, only: str) -> tuple[tuple[Analysis[Any], ...], tuple[Lint, ...]]:
    """What is asked: everything that shows its result and every lint, or the one of a name.

    Raises:
        CannotRunError: nothing has the name.
    """
    if not only:
        return tuple(each for each in loaded.analyses if each.shown), loaded.lints
    analyses = tuple(each for each in loaded.analyses if each.name == only)
    lints = tuple(each for each in loaded.lints if each.code == only)
    if not analyses and not lints:
        known = (*(each.name for each in loaded.analyses), *(each.code for each in loaded.lints))
        raise CannotRunError(f"there is no analysis or lint {only!r}. {instead(only, known)}")
    return analyses, lints


def ask(subject: Subject, request: Request, only: str = "", *, depict: bool = False) -> Inquiry:
    """Runs what is asked of a subject, as far as it is reached from what is known of that.

    With ``depict`` also what is run for its pictures alone, those of the one analysis that is asked for if one is.

    Raises:
        CannotRunError: a hazard, scenario, analysis or lint of that name is not there, or needs what the file is not.
    """
    loaded = subject.loaded
    asked, lints = _within_reach(subject, *choose(loaded, only))
    require_names(subject.names.get("hazard", ()), "hazard", request.hazards)
    require_names(subject.names.get("scenario", ()), "scenario", request.scenarios)
    depicting = _depicting(subject, only) if depict else ()
    ran = run(tuple(dict.fromkeys((*asked, *depicting))), subject.given, request, lints)
    _trace(ran.failed)
    places, origin = subject.places, subject.origin
    kept, accepted, idle = allow(ran.findings, subject.permits)
    plugins = {(each.what, each.name): loaded.contributor(each.what, each.name) for each in ran.failed}
    messages = compose_failures(ran.failed, ran.skipped, plugins)
    if idle and not only:
        made, broken = bodies(each for each in loaded.analyses if each.name not in {one.name for one in ran.failed})
        messages += complain(broken, loaded)
        known = {rule.code for body in made.values() for rule in body.rules} | {lint.code for lint in loaded.lints}
        messages += [compose_permit(permit, permit.code in known, places, origin) for permit in idle]
    return Inquiry(
        asked,
        ran,
        tuple(compose_finding(each, places, origin) for each in kept),
        tuple(messages),
        accepted,
        depicting,
        bool(only),
    )


def _depicting(subject: Subject, only: str) -> tuple[Analysis[Any], ...]:
    """The analyses that depict something of a subject; one that cannot be loaded is run, which tells why."""
    named = (each for each in subject.loaded.analyses if only in ("", each.name) and reached((each,), subject.given))
    near = tuple(named)
    made, _ = bodies(near)
    return tuple(each for each in near if each not in made or made[each].depict is not None)


def _within_reach(
    subject: Subject, asked: tuple[Analysis[Any], ...], lints: tuple[Lint, ...]
) -> tuple[tuple[Analysis[Any], ...], tuple[Lint, ...]]:
    """Those whose needs are met by what is known of a subject.

    Raises:
        CannotRunError: none is.
    """
    near = tuple(each for each in asked if reached((each,), subject.given))
    found = tuple(each for each in lints if reached(each.needs, subject.given))
    if not near and not found and (asked or lints):
        names = ", ".join([*(each.name for each in asked), *(each.code for each in lints)])
        raise CannotRunError(f"{names}: not to be had of {subject.name!r}, which is no proposal")
    return near, found


def written(inquiry: Inquiry, loaded: Loaded) -> tuple[dict[str, Json], list[Message]]:
    """The results that were asked for as JSON by analysis, and what could not be written."""
    results: dict[str, Json] = {}
    failed: list[Failed] = []
    for analysis in inquiry.asked:
        if analysis in inquiry.ran.results:
            value = attempt(lambda each=analysis: to_json(inquiry.ran.results[each], each.body().result))  # type: ignore[misc]
            if isinstance(value, Exception):
                failed.append(Failed("analysis", analysis.name, value))
            else:
                results[analysis.name] = value
    return results, complain(failed, loaded)


def shown(inquiry: Inquiry, loaded: Loaded) -> tuple[list[tuple[Analysis[Any], Sequence[Exhibit]]], list[Message]]:
    """What each analysis that was asked for shows of its result, and what could not be shown."""
    return _exhibited(
        inquiry.asked,
        lambda body: (inquiry.by_name and body.detail) or body.show or body.depict,
        inquiry,
        loaded,
    )


def depicted(inquiry: Inquiry, loaded: Loaded) -> tuple[list[tuple[Analysis[Any], Sequence[Exhibit]]], list[Message]]:
    """What each analysis that was run for its pictures depicts of its result, and what could not be depicted."""
    return _exhibited(inquiry.depicting, lambda body: body.depict, inquiry, loaded)


def _exhibited(
    analyses: Sequence[Analysis[Any]],
    view: Callable[[Body[Any]], Callable[[Any], Sequence[Exhibit]] | None],
    inquiry: Inquiry,
    loaded: Loaded,
) -> tuple[list[tuple[Analysis[Any], Sequence[Exhibit]]], list[Message]]:
    """What a view of results shows, where there is something to show."""
    exhibits: list[tuple[Analysis[Any], Sequence[Exhibit]]] = []
    failed: list[Failed] = []
    results = inquiry.ran.results
    for analysis in analyses:
        if analysis in results and not results.rests(analysis) and (sight := view(analysis.body())) is not None:
            value = attempt(lambda each=analysis, sight=sight: tuple(sight(results[each])))  # type: ignore[misc]
            if isinstance(value, Exception):
                failed.append(Failed("analysis", analysis.name, value))
            elif value:
                exhibits.append((analysis, value))
    return exhibits, complain(failed, loaded)


def complain(failed: Sequence[Failed], loaded: Loaded) -> list[Message]:
    """Messages about what failed, with its traceback for those who want it."""
    _trace(failed)
    return compose_failures(
        failed, (), {(each.what, each.name): loaded.contributor(each.what, each.name) for each in failed}
    )


def _trace(failed: Sequence[Failed]) -> None:
    if debugging() and failed:
        import traceback

        for each in failed:
            traceback.print_exception(each.error)


def require_names(known: Sequence[str], namespace: str, names: Sequence[str]) -> None:
    """Refuses names that are not known in a namespace.

    Raises:
        CannotRunError: one is not there.
    """
    for name in names:
        if name not in known:
            raise CannotRunError(f"there is no {namespace} {name!r}. {instead(name, known)}")


def instead(name: str, known: Sequence[str]) -> str:
    """The nearest of the known names, or all of them, as a sentence."""
    near = nearest(name, tuple(known))
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Known: {', '.join(known)}." if known else "There is none."
