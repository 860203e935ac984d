"""`interlock kinds`: what kinds of boxes there are."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent
from typing import cast

import click

from interlock.cli.exit import FOUND, GOOD
from interlock.cli.option import format_option
from interlock.cli.output import print_text, show
from interlock.cli.session import load_plugins
from interlock.plugin.host import READING
from interlock.plugin.loaded import Loaded
from interlock.plugin.shipped import Shipped, UnreadableVocabularyError
from interlock.record import NamedTuple
from interlock.report.contrast import clip
from interlock.report.excerpt import Line, Run
from interlock.report.json import Json, print_json
from interlock.syntax.expression import Expression, Word
from interlock.syntax.grammar import CORE
from interlock.syntax.node import Mapping
from interlock.syntax.page import Entry, Field, Fields, PortSyntax
from interlock.syntax.parse import parse
from interlock.syntax.read import read
from interlock.syntax.suggest import nearest
from interlock.text.source import Source


class _Port(NamedTuple):
    """A port as it is declared; what it assumes or guarantees is empty where nothing is said."""

    name: str
    type: str
    assume: str
    guarantee: str


class _Kind(NamedTuple):
    """A kind as it is declared: ``sections`` are those at it, with their texts; ``mode`` is empty where none is stated."""

    vocabulary: str
    name: str
    doc: str
    cites: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    ports: tuple[_Port, ...]
    sections: tuple[tuple[str, str], ...]
    mode: str


@click.command()
@click.argument("name", required=False)
@format_option
def kinds(name: str | None, form: str) -> int:
    """Show the kinds of boxes that vocabularies of plugins declare; with NAME, the interface of one and how it fails."""
    known = list(_declared(load_plugins(READING)))
    chosen = [each for each in known if name in (None, each.name, f"{each.vocabulary}.{each.name}")]
    if not chosen and name:
        near = nearest(name, (each.name for each in known))
        meant = f"Did you mean {' or '.join(near)}?" if near else "`interlock kinds` lists them all."
        click.echo(f"There is no kind {name!r}. {meant}", err=True)
        return FOUND
    if form == "json":
        print_text(print_json([_json(each) for each in chosen]))
    else:
        show(line for each in chosen for line in (_lines(each) if name else _brief(each)))
    return GOOD


def _declared(loaded: Loaded) -> Iterator[_Kind]:
    """The kinds of all shipped vocabularies, by vocabulary, in the order of the file."""
    shipped = Shipped(loaded.vocabularies, "")
    for vocabulary in shipped:
        try:
            source = Source(*shipped[vocabulary])
        except UnreadableVocabularyError as error:
            click.echo(f"interlock: {error}", err=True)
            continue
        parsed = parse(source).value
        page = read(parsed.surface, (*CORE, *loaded.sections)).value
        for entry in page.entries.get("kinds", ()):
            if entry.name is not None and isinstance(entry.value, Fields):
                yield _kind(vocabulary, entry, entry.value, source.text[parsed.starts[entry.item.anchor] :])


def _kind(vocabulary: str, entry: Entry, fields: Fields, text: str) -> _Kind:
    """A kind; ``text`` begins where its item does."""

    def spelt(term: Expression | None) -> str:
        return " ".join(text[term.start : term.end].split()) if term else ""

    parameters = cast("tuple[Field, ...]", fields.value("parameters") or ())
    ports = cast("tuple[PortSyntax, ...]", fields.value("ports") or ())
    mode = cast("Word | None", fields.value("mode"))
    return _Kind(
        vocabulary,
        entry.name.text if entry.name else "",
        " ".join(entry.doc.split()),
        entry.cites,
        tuple((each.name.text, spelt(each.type)) for each in parameters),
        tuple(
            _Port(f"{each.direction} {each.name.text}", spelt(each.type), spelt(each.assume), spelt(each.guarantee))
            for each in ports
        ),
        tuple(_sections(entry, fields, text)),
        mode.text if mode else "",
    )


def _sections(entry: Entry, fields: Fields, text: str) -> Iterator[tuple[str, str]]:
    """The sections at a kind as they are written, without the indentation that they share."""
    written = entry.item.node.keyed() if isinstance(entry.item.node, Mapping) else {}
    for name, _ in fields.extra:
        if name in written:
            node = written[name]
            column = node.start - text.rfind("\n", 0, node.start) - 1
            yield name, dedent(" " * column + text[node.start : node.end].rstrip())


def _brief(kind: _Kind) -> list[Line]:
    return [(Run("strong", f"{kind.vocabulary}.{kind.name}"), Run("", f"  {clip(kind.doc, 90)}".rstrip()))]


def _lines(kind: _Kind) -> list[Line]:
    lines: list[Line] = [(Run("strong", f"{kind.vocabulary}.{kind.name}"),)]
    lines += [(Run("", f"  {kind.doc}"),)] if kind.doc else []
    lines += [(Run("dim", "  mode  "), Run("", kind.mode))] if kind.mode else []
    lines += [(Run("dim", "  parameters"),)] if kind.parameters else []
    lines += [(Run("", f"    {name}: {type_}"),) for name, type_ in kind.parameters]
    lines += [(Run("dim", "  ports"),), *(line for port in kind.ports for line in _port(port))]
    for name, text in kind.sections:
        lines += [(Run("dim", f"  {name}"),), *((Run("", f"    {line}"),) for line in text.splitlines())]
    return [*lines, *([(Run("dim", f"  {', '.join(kind.cites)}"),)] if kind.cites else [])]


def _port(port: _Port) -> Iterator[Line]:
    yield (Run("", f"    {port.name}: {port.type}"),)
    for name, says in (("assume", port.assume), ("guarantee", port.guarantee)):
        if says:
            yield (Run("dim", f"      {name}  "), Run("", says))


def _json(kind: _Kind) -> Json:
    return {
        "vocabulary": kind.vocabulary,
        "name": kind.name,
        "doc": kind.doc,
        "cites": list(kind.cites),
        "mode": kind.mode or None,
        "parameters": dict(kind.parameters),
        "ports": {port.name: port.type for port in kind.ports},
        "assumes": {port.name: port.assume for port in kind.ports if port.assume},
        "guarantees": {port.name: port.guarantee for port in kind.ports if port.guarantee},
        "sections": dict(kind.sections),
    }
