"""The pictures of results: drawn for a page, or each in a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from interlock.analysis.answer import DIAGRAM
from interlock.analysis.exhibit import Lit, Table
from interlock.check.checked import CheckedDiagram
from interlock.cli.drawing import draw_lit
from interlock.cli.exit import CannotRunError
from interlock.cli.inquiry import Inquiry, depicted, shown
from interlock.cli.output import put, show
from interlock.cli.subject import Subject
from interlock.plugin.loaded import Loaded
from interlock.report.dossier import Chapter
from interlock.report.figure import Figure, illustrate
from interlock.report.message import Message
from interlock.report.text import lay_out


def chapters(
    inquiry: Inquiry, loaded: Loaded, diagram: CheckedDiagram | None
) -> tuple[tuple[Chapter, ...], Sequence[Message]]:
    """What each analysis shows, with what it depicts before it; and what could not be shown."""
    pictures, no_pictures = depicted(inquiry, loaded)
    tables, no_tables = shown(inquiry, loaded)
    first, then = dict(pictures), dict(tables)
    order = [each for each in loaded.analyses if each in first or each in then]
    found = tuple(
        Chapter(
            each.name,
            each.doc,
            tuple(illustrate((*first.get(each, ()), *then.get(each, ())), partial(_light, diagram), each.name)),
        )
        for each in order
    )
    return found, (*no_pictures, *no_tables)


def figures(told: Iterable[Chapter]) -> Iterator[Figure]:
    """The figures of chapters."""
    return (one for chapter in told for one in chapter.exhibits if isinstance(one, Figure))


def write_pictures(inquiry: Inquiry, subject: Subject, folder: str) -> list[Message]:
    """Write every picture of an inquiry to a folder, which is made if it is not there; and what could not be had.

    Raises:
        CannotRunError: the folder cannot be made or written to.
    """
    made, failed = depicted(inquiry, subject.loaded)
    diagram = subject.given.get(DIAGRAM)
    light = partial(_light, diagram if isinstance(diagram, CheckedDiagram) else None)
    make_folder(folder)
    for analysis, exhibits in made:
        for one in illustrate((each for each in exhibits if not isinstance(each, Table)), light, analysis.name):
            if isinstance(one, Figure):
                put(os.path.join(folder, f"{one.name}.svg"), one.svg.encode())
    for message in failed:
        show([*lay_out(message, subject.places, 100), ()], aside=True)
    return failed


def make_folder(path: str) -> None:
    """Makes a folder, and those around it, unless it is there.

    Raises:
        CannotRunError: it cannot be made.
    """
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise CannotRunError(f"{path!r} cannot be made: {error.strerror or error}") from error


def _light(diagram: CheckedDiagram | None, lit: Lit) -> tuple[str, str]:
    """The diagram with what is lit, or why there is none."""
    return draw_lit(diagram, lit) if diagram is not None else ("", "There is no diagram.")
