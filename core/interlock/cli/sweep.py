"""`interlock analyze --sweep`: one parameter takes several values, and what is measured is followed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from interlock.analysis.answer import Request
from interlock.analysis.gauge import Gauge
from interlock.analysis.pace import Over
from interlock.analysis.plan import Failed, attempt
from interlock.cli.clock import limited
from interlock.cli.exit import CannotRunError, exit_code
from interlock.cli.inquiry import Inquiry, ask, complain, require_names
from interlock.cli.option import setting
from interlock.cli.output import print_text, put, show, width
from interlock.cli.pictures import make_folder
from interlock.cli.progress import progress
from interlock.cli.session import load_plugins, open_session, plugin_messages
from interlock.cli.spread import Spread, at_most, read_spread
from interlock.cli.subject import Subject, is_foreign, subject_of
from interlock.kernel.builtin import INT, NAT
from interlock.kernel.term import Refinement, Term
from interlock.plugin.discover import version_of
from interlock.plugin.host import ANALYSING
from interlock.plugin.loaded import Loaded
from interlock.record import NamedTuple
from interlock.report.excerpt import Line, Run
from interlock.report.exhibit import exhibit_text
from interlock.report.figure import Figure, illustrate
from interlock.report.json import analyze_json, check_json, print_json
from interlock.report.message import Message, Statement
from interlock.report.sweep import Stop, Sweep, sweep_json, sweep_plots, sweep_table, told_once
from interlock.report.text import footer, lay_out, lay_out_statement

Pairs = tuple[tuple[str, str], ...]


class Wish(NamedTuple):
    """What is to be swept with everything else fixed, which gauges are followed (all if none is named), and where to draw."""

    file: str
    variant: str
    sets: Pairs
    swept: tuple[str, tuple[str | Spread, ...]]
    plot: tuple[str, ...]
    pictures: str
    only: str
    request: Request


def read_sweep(words: str) -> tuple[str, tuple[str | Spread, ...]]:
    """`n=1,2,3` or `n=1..3:3` as a name and its values.

    Raises:
        CannotRunError: it is not of that form, or asks for too many values.
    """
    name, _, given = words.partition("=")
    values = read_names(given)
    if not name.strip() or not values:
        raise CannotRunError(f"--sweep {words!r} is not of the form NAME=VALUE,VALUE,... or NAME=LOW..HIGH:POINTS")
    found = tuple(read_spread(value) or value for value in values)
    if any(isinstance(value, str) and ".." in value for value in found):
        raise CannotRunError(
            f"--sweep {words!r}: a range is of the form LOW..HIGH or LOW..HIGH:POINTS, between numbers"
        )
    at_most(sum(value.points if isinstance(value, Spread) else 1 for value in found))
    return name.strip(), found


def read_names(words: str) -> tuple[str, ...]:
    """Words between commas, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, words.split(",")))))


class _Gone(NamedTuple):
    """What was measured on the way, and all that was said, each thing once."""

    sweep: Sweep
    subject: Subject
    messages: tuple[Message, ...]
    findings: tuple[Statement, ...]


def sweep(wish: Wish, seconds: float, form: str, fail_on: str) -> int:
    """Goes through all values, prints what was measured, and draws it if a folder is named.

    Raises:
        CannotRunError: the file is no proposal, nothing of a name that is to be plotted is measured, or the folder cannot
            be made.
    """
    if is_foreign(wish.file):
        raise CannotRunError(f"{wish.file!r} is no proposal: it has no parameters to sweep")
    gone = _go(wish, seconds)
    require_names(gone.sweep.names, "number to plot", wish.plot)
    names = wish.plot or gone.sweep.names
    (_print_json if form == "json" else _print_text)(gone, names)
    if wish.pictures:
        make_folder(wish.pictures)
        for one in illustrate(sweep_plots(gone.sweep, names, against=bool(wish.plot)), lambda lit: ("", ""), "sweep"):
            if isinstance(one, Figure):
                put(os.path.join(wish.pictures, f"{one.name}.svg"), one.svg.encode())
    found = (each.told.severity for each in gone.findings)
    return exit_code([*(message.severity for message in gone.messages), *found], fail_on)


class _Seen(NamedTuple):
    """What came of one value."""

    subject: Subject
    gauges: dict[str, Gauge]
    messages: tuple[Message, ...]
    findings: tuple[Statement, ...]


def _go(wish: Wish, seconds: float) -> _Gone:
    loaded = load_plugins(ANALYSING)
    name, values = wish.swept[0], _values(wish, loaded)
    with limited(seconds) as over:
        seen = {value: _look(wish, value, loaded, over) for value in values}
    messages = told_once(name, values, ((value, one) for value, each in seen.items() for one in each.messages))
    told = told_once(name, values, ((value, one.told) for value, each in seen.items() for one in each.findings))
    findings = (one._replace(told=told[one.told]) for each in seen.values() for one in each.findings)
    stops = tuple(Stop(value, each.gauges) for value, each in seen.items())
    said = (*plugin_messages(loaded), *messages.values())
    return _Gone(Sweep(name, stops), seen[values[0]].subject, said, tuple(dict.fromkeys(findings)))


def _values(wish: Wish, loaded: Loaded) -> tuple[str, ...]:
    """The values as they are written; points of ranges are whole where the parameter is."""
    name, stated = wish.swept
    whole = False
    if any(isinstance(value, Spread) for value in stated):
        diagram = open_session(wish.file, loaded, setting(wish.variant, wish.sets)).examined.diagram
        whole = diagram is not None and _is_whole(dict(diagram.parameters).get(name))
    each = (value.values(whole=whole) if isinstance(value, Spread) else (value,) for value in stated)
    return tuple(dict.fromkeys(value for some in each for value in some))


def _is_whole(type_: Term | None) -> bool:
    while isinstance(type_, Refinement):
        type_ = type_.domain
    return type_ in (NAT, INT)


def _look(wish: Wish, value: str, loaded: Loaded, over: Over) -> _Seen:
    """Analyses the file with the parameter at a value."""
    name, _ = wish.swept
    with progress(f"analysing {wish.file} at {name} = {value}"):
        session = open_session(wish.file, loaded, setting(wish.variant, (*wish.sets, (name, value))))
        subject = subject_of(session)
        if not subject.given:
            return _Seen(subject, {}, session.messages, ())
        inquiry = ask(subject, wish.request.within(over), wish.only)
    gauges, failed = _gauges(inquiry, subject)
    return _Seen(subject, gauges, (*session.messages, *inquiry.messages, *failed), inquiry.findings)


def _gauges(inquiry: Inquiry, subject: Subject) -> tuple[dict[str, Gauge], list[Message]]:
    """What is measured in a result, by name, and what could not be; of two of one name the first."""
    found: dict[str, Gauge] = {}
    failed: list[Failed] = []
    results = inquiry.ran.results
    for analysis in inquiry.asked:
        if analysis not in results or results.rests(analysis):
            continue
        gauges = analysis.body().gauges
        if gauges is not None:
            read = attempt(lambda each=analysis, gauges=gauges: tuple(gauges(results[each])))  # type: ignore[misc]
            if isinstance(read, Exception):
                failed.append(Failed("analysis", analysis.name, read))
                continue
            for gauge in read:
                found.setdefault(gauge.name, gauge)
    return found, complain(failed, subject.loaded)


def _print_json(gone: _Gone, names: Sequence[str]) -> None:
    ok = not any(message.severity == "error" for message in gone.messages)
    checked = check_json(version_of("interlock"), ok, gone.messages)
    print_text(print_json({**analyze_json(checked, gone.findings, {}), "sweep": sweep_json(gone.sweep, names)}))


def _print_text(gone: _Gone, names: Sequence[str]) -> None:
    lines: list[Line] = []
    for message in gone.messages:
        lines += [*lay_out(message, gone.subject.places, width()), ()]
    for finding in gone.findings:
        lines += [*lay_out_statement(finding, gone.subject.places, width()), ()]
    lines += _table(gone.sweep, names)
    show([*lines, *footer([*gone.messages, *(finding.told for finding in gone.findings)])[1:]])


def _table(swept: Sweep, names: Sequence[str]) -> Iterator[Line]:
    for row in exhibit_text(sweep_table(swept, names)).rstrip("\n").split("\n"):
        yield (Run("", row),)
