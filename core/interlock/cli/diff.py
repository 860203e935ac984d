"""`interlock diff`: two proposals or variants as diagrams, and what the analyses then say otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from interlock.analysis.answer import Request
from interlock.analysis.compare import Shift, shifts
from interlock.analysis.mark import Marks
from interlock.check.checked import CheckedDiagram
from interlock.check.compare import Version, changes
from interlock.cli.drawing import draw, draw_or_say
from interlock.cli.exit import FOUND, GOOD, CannotRunError
from interlock.cli.inquiry import Inquiry, ask, shown, written
from interlock.cli.option import format_option, set_option, setting
from interlock.cli.output import print_text, put, show
from interlock.cli.progress import progress
from interlock.cli.render import picture_format
from interlock.cli.session import Session, load_plugins, open_session, tell_errors
from interlock.cli.subject import subject_of
from interlock.draw.difference import difference_marks
from interlock.draw.graphviz import Format
from interlock.plugin.discover import version_of
from interlock.plugin.host import ANALYSING
from interlock.plugin.loaded import Loaded
from interlock.record import NamedTuple, replace
from interlock.report.comparison import Comparison, Side, turnover
from interlock.report.comparison_page import comparison_page
from interlock.report.comparison_text import comparison_lines
from interlock.report.dossier import Chapter
from interlock.report.json import diff_json, print_json


class Asked(NamedTuple):
    """A side as the user names it: a file, and a variant of it (empty: the base)."""

    file: str
    variant: str


class Looked(NamedTuple):
    """A side that checks, with what the analyses say of it."""

    session: Session
    diagram: CheckedDiagram
    inquiry: Inquiry


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@format_option
@set_option
@click.option("--only", default="", metavar="NAME", help="One analysis, with what it needs, or one lint.")
@click.option(
    "--budget", type=click.IntRange(min=1), default=4_000_000, show_default=True, help="Steps of what may be large."
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="OUT",
    help="One .html page; or, given twice, the pictures of A and of B (svg, png, pdf, dot).",
)
def diff(
    *,
    before: str,
    after: str,
    form: str,
    sets: tuple[tuple[str, str], ...],
    only: str,
    budget: int,
    outputs: tuple[str, ...],
) -> int:
    """Compare two proposals, or two variants of one: what has changed, and what the analyses then say otherwise.

    A and B are FILE or FILE@VARIANT; @VARIANT alone is a variant of the file of A, and `a+b` is variant b laid over
    variant a. So `interlock diff gate.yaml@rates @rates+no-monitor` shows what the monitor buys.
    """
    formats = _formats(outputs)
    loaded = load_plugins(ANALYSING)
    request = Request((), (), budget)
    with progress(f"comparing {before} and {after}"):
        first, second = _open(before, after, sets, loaded)
        one, two = (_look(session, request, only) for session in (first, second))
    if one is None or two is None:
        for session in (first, second):
            tell_errors(session)
        return FOUND
    comparison = _compare(one, two)
    if formats:
        _draw(comparison, (one, two), outputs, formats)
    elif outputs:
        put(outputs[0], comparison_page(_illustrated(comparison, one, two)).encode())
    elif form == "json":
        print_text(print_json(diff_json(version_of("interlock"), comparison)))
    else:
        show(comparison_lines(comparison))
    return GOOD


def asked(word: str, file: str = "") -> Asked:
    """What `FILE`, `FILE@VARIANT` or, where a file is known, `@VARIANT` names; a file that is there is meant as it is.

    Raises:
        CannotRunError: the word names no file, and none is known.
    """
    name, at, variant = word.rpartition("@")
    if not at or os.path.exists(word):
        return Asked(word, "")
    if not name and not file:
        raise CannotRunError(f"{word!r} is a variant of no file: the first is to be FILE or FILE@VARIANT")
    return Asked(name or file, "" if variant == "{}" else variant)


def _open(before: str, after: str, sets: tuple[tuple[str, str], ...], loaded: Loaded) -> tuple[Session, Session]:
    """Both sides, examined; what they share is examined once."""
    first = asked(before)
    second = asked(after, first.file)
    one = open_session(first.file, loaded, setting(first.variant, sets))
    known = one.examined if first.file == second.file else None
    return one, open_session(second.file, loaded, setting(second.variant, sets), before=known)


def _look(session: Session, request: Request, only: str) -> Looked | None:
    diagram = session.examined.diagram
    return None if diagram is None else Looked(session, diagram, ask(subject_of(session), request, only))


def _compare(one: Looked, two: Looked) -> Comparison:
    """The comparison of two sides that check."""
    changed = changes(_version(one), _version(two))
    return Comparison(_side(one), _side(two), changed, tuple(_shifts(one, two)), tuple(_chapters(one, two)))


def _formats(outputs: tuple[str, ...]) -> tuple[Format, ...]:
    """The formats of two pictures; none where nothing or one page is to be written.

    Raises:
        CannotRunError: these are neither one page nor two pictures.
    """
    if not outputs or (len(outputs) == 1 and outputs[0].lower().endswith((".html", ".htm"))):
        return ()
    if len(outputs) != 2:
        raise CannotRunError("-o takes one .html page, or is given twice: for the picture of A and for that of B")
    return tuple(map(picture_format, outputs))


def _draw(
    comparison: Comparison, sides: tuple[Looked, Looked], outputs: tuple[str, ...], formats: tuple[Format, ...]
) -> None:
    """Write the pictures of both sides, what differs lit in each."""
    for path, form, side, marks in zip(outputs, formats, sides, difference_marks(comparison.changes), strict=True):
        put(path, draw(side.diagram, form, marks).content)


def _illustrated(comparison: Comparison, one: Looked, two: Looked) -> Comparison:
    """The comparison with the pictures of both sides."""
    before, after = difference_marks(comparison.changes)
    return replace(
        comparison,
        before=_drawn(comparison.before, one.diagram, before),
        after=_drawn(comparison.after, two.diagram, after),
    )


def _drawn(side: Side, diagram: CheckedDiagram, marks: Marks) -> Side:
    drawn, note = draw_or_say(diagram, marks)
    return replace(side, picture=drawn, picture_note=note)


def _version(side: Looked) -> Version:
    page = side.session.examined.page
    assert page is not None, "a diagram has a page"
    return Version(side.diagram, page)


def _side(side: Looked) -> Side:
    diagram, inquiry = side.diagram, side.inquiry
    messages = (*side.session.messages, *inquiry.messages)
    return Side(diagram.name, side.session.examined.bundle.start, diagram.variant, messages, inquiry.findings)


def _shifts(one: Looked, two: Looked) -> Iterator[tuple[str, Shift]]:
    """The numbers that differ, by analysis; a result that only one side has is told against nothing."""
    was, now = (written(side.inquiry, side.session.loaded)[0] for side in (one, two))
    for name in dict.fromkeys((*was, *now)):
        yield from ((name, shift) for shift in shifts(was.get(name), now.get(name)))


def _chapters(one: Looked, two: Looked) -> Iterator[Chapter]:
    """The rows of tables that differ, by analysis."""
    was, now = (dict(shown(side.inquiry, side.session.loaded)[0]) for side in (one, two))
    for analysis in dict.fromkeys((*was, *now)):
        tables = turnover(was.get(analysis, ()), now.get(analysis, ()))
        if tables:
            yield Chapter(analysis.name, analysis.doc, tables)
