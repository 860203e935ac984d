"""`interlock gallery`: the proposals that ship with the program."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from interlock.cli.exit import FOUND, GOOD
from interlock.cli.inquiry import instead
from interlock.cli.option import format_option
from interlock.cli.output import print_text, show, width
from interlock.cli.session import load_plugins
from interlock.plugin.host import ANALYSING, READING
from interlock.plugin.loaded import Loaded
from interlock.plugin.shipped import find_gallery
from interlock.record import NamedTuple
from interlock.report.excerpt import Line, Run
from interlock.report.json import Json, print_json
from interlock.syntax.decode import decode
from interlock.syntax.grammar import CORE
from interlock.syntax.parse import parse
from interlock.syntax.read import read


class Row(NamedTuple):
    """A proposal of the gallery: its name, where it lies, and what its head says; ``verdict`` is empty if not asked for."""

    slug: str
    path: str
    title: str
    doc: str
    cites: tuple[str, ...]
    variants: tuple[str, ...]
    verdict: str = ""


@click.command()
@click.argument("name", required=False)
@click.option("--verdict", is_flag=True, help="Also check and analyse each, which takes a while.")
@format_option
def gallery(name: str | None, verdict: bool, form: str) -> int:  # noqa: FBT001  (click's form)
    """List the proposals that ship with the program, a line each; with NAME, say more of one.

    `interlock new proposal MINE --from NAME` copies one, to begin with.
    """
    loaded = load_plugins(ANALYSING if verdict else READING)
    slugs = find_slugs()
    if name is not None and name not in slugs:
        click.echo(unknown(name, slugs), err=True)
        return FOUND
    rows = [_row(slug, loaded) for slug in ((name,) if name else slugs)]
    if verdict:
        rows = [row._replace(verdict=_verdict(row.path, loaded)) for row in rows]
    if form == "json":
        print_text(print_json([_json(row) for row in rows]))
    else:
        show(_lines(rows[0]) if name else _brief(rows))
    return GOOD


def find_slugs() -> tuple[str, ...]:
    """The names of the proposals of the gallery, in alphabetical order."""
    folder = find_gallery()
    names = sorted(os.listdir(folder)) if folder else []
    return tuple(name for name in names if os.path.isfile(path_of(name)))


def path_of(slug: str) -> str:
    """The file of a proposal of the gallery."""
    return os.path.join(find_gallery(), slug, "proposal.yaml")


def unknown(name: str, slugs: Sequence[str]) -> str:
    """What is said of a name that no proposal of the gallery has."""
    return f"The gallery has no proposal {name!r}. {instead(name, slugs)}"


def _row(slug: str, loaded: Loaded) -> Row:
    path = path_of(slug)
    with open(path, "rb") as file:
        source, _ = decode(path, file.read())
    surface = parse(source).value.surface
    page = read(surface, (*CORE, *loaded.sections)).value
    variants = tuple(name for name in surface.sections.get("variants", {}) if name)
    return Row(slug, path, page.title, " ".join(page.doc.split()), page.cites, variants)


def _verdict(path: str, loaded: Loaded) -> str:
    """What checking and the analyses say of a proposal, counted."""
    from interlock.analysis.answer import Request
    from interlock.cli.inquiry import ask
    from interlock.cli.session import open_session
    from interlock.cli.subject import subject_of
    from interlock.pipeline import Setting

    session = open_session(path, loaded, Setting())
    if session.examined.diagram is None:
        return "does not check"
    inquiry = ask(subject_of(session), Request())
    grave = Counter(message.severity for message in (*session.messages, *inquiry.messages))
    grave.update(finding.told.severity for finding in inquiry.findings)
    counts = [
        f"{grave[each]} {each}{'s' if grave[each] > 1 else ''}" for each in ("error", "warning", "note") if grave[each]
    ]
    return ", ".join(counts) or "nothing found"


def _brief(rows: Sequence[Row]) -> Iterator[Line]:
    """A line a row, the titles under one another."""
    column = max((len(row.slug) for row in rows), default=0)
    for row in rows:
        yield (Run("strong", row.slug.ljust(column)), Run("", f"  {row.title}"), *_told(row))


def _told(row: Row) -> tuple[Run, ...]:
    return (Run("dim", f"  ({row.verdict})"),) if row.verdict else ()


def _lines(row: Row) -> Iterator[Line]:
    """All that is said of one row."""
    from textwrap import wrap

    yield (Run("strong", row.slug), Run("", f"  {row.title}"), *_told(row))
    yield from ((Run("", f"  {line}"),) for line in wrap(row.doc, width() - 2))
    for key, words in (("from", row.cites), ("variants", row.variants), ("file", (row.path,))):
        if words:
            yield (Run("dim", f"  {key.ljust(8)}  "), Run("", ", ".join(words)))


def _json(row: Row) -> Json:
    told: dict[str, Json] = {"verdict": row.verdict} if row.verdict else {}
    return {
        "name": row.slug,
        "title": row.title,
        "doc": row.doc,
        "cites": list(row.cites),
        "variants": list(row.variants),
        "file": row.path,
        **told,
    }
