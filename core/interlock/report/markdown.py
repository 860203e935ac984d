"""A report as one Markdown text."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.report.dossier import Dossier
from interlock.report.exhibit import shown_markdown
from interlock.report.message import Message, Statement


def markdown(dossier: Dossier, picture: str = "", lead: str = "") -> str:
    """The report.

    Args:
        dossier: What is to be told.
        picture: The path of the drawing as it is to stand in the text, none if empty.
        lead: What the paths of figures begin with, before their names.
    """
    return "\n".join(_lines(dossier, picture, lead)).rstrip() + "\n"


def _lines(dossier: Dossier, picture: str, lead: str) -> Iterator[str]:
    yield from (f"# {_flat(dossier.title or dossier.name)}", "")
    about = f"`{dossier.name}`, variant `{dossier.variant}`" if dossier.variant else f"`{dossier.name}`"
    yield from (f"{about}, from `{dossier.source}`.", "")
    yield from (f"**{dossier.verdict}**", "")
    if dossier.doc:
        yield from (_flat(dossier.doc), "")
    if picture:
        yield from (f"![Wiring diagram of {_flat(dossier.name)}]({picture})", "")
    elif dossier.picture_note:
        yield from (f"_{dossier.picture_note}_", "")
    yield from _section("Diagnostics", [line for message in dossier.diagnostics for line in _message(message)])
    yield from _section("Findings", [line for each in dossier.findings for line in _statement(each)])
    for chapter in dossier.chapters:
        tables = [shown_markdown(shown, lead) for shown in chapter.exhibits]
        yield from _section(chapter.analysis, [*([_flat(chapter.doc), ""] if chapter.doc else []), *tables])
    yield from _section("Boxes", [f"- `{name}`: {kind}. {_flat(doc)}".rstrip() for name, kind, doc in dossier.boxes])
    yield from _section("Assumed", [f"- {_flat(each)}" for each in dossier.assumed])
    yield from _section("Provenance", [f"- {what}: {_flat(value)}" for what, value in dossier.provenance])
    yield from _section("Sources", [f"- {_flat(cite)}" for cite in dossier.cites])


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from (f"## {title}", "", *lines, "")


def _message(message: Message) -> Iterator[str]:
    sentence, *details = message.message.split("\n")
    place = f"{message.file}:{message.span.start.line}:{message.span.start.column}" if message.file else ""
    yield f"- **{message.severity}** `{message.code}`{f' at `{place}`' if place else ''}: {_flat(sentence)}"
    yield from (f"  - `{_flat(detail)}`" for detail in details)
    if message.help:
        yield f"  - {_flat(message.help)}"


def _statement(statement: Statement) -> Iterator[str]:
    yield from _message(statement.told)
    if statement.witness:
        yield "  - way: " + " -> ".join(f"`{element}`" for element in statement.witness)
    if statement.cites:
        yield "  - source: " + ", ".join(map(_flat, statement.cites))


def _flat(text: str) -> str:
    """Text on one line, with nothing that a browser would take for an element."""
    return " ".join(text.split()).replace("<", "&lt;")
