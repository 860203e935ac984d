"""The DOT language as an immutable syntax tree, and its printer.

Source: the grammar in Graphviz's page "DOT Language", and the attribute types `string`, `escString` and `lblString`
of its page "Attribute Types". A tree prints to exactly one text.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from interlock.draw.markup import Element, print_markup, writable
from interlock.record import NamedTuple

# Most strings are ids, colours and sizes: they are passed on without a look at each character.
_PLAIN = re.compile("[ #\\-./0-9:;A-Za-z_~(){}|=,<>]*")
_ODD_BACKSLASHES = re.compile(r'(?<!\\)((?:\\\\)*\\)(?="|\n|\Z)')

Compass = Literal["n", "e", "s", "w", "c", "_"]


class Text(NamedTuple):
    """A label: words for a reader, whose backslashes and ampersands mean themselves."""

    words: str


class Told(NamedTuple):
    """A tooltip: like `Text`, but Graphviz (2.43 and 14.1 alike) expands its escapes twice."""

    words: str


Value: TypeAlias = str | Text | Told | Element
Attributes: TypeAlias = tuple[tuple[str, Value], ...]


class Node(NamedTuple):
    """A node statement ``"name" [attributes]``."""

    name: str
    attributes: Attributes = ()


class End(NamedTuple):
    """Where an edge ends: a node, or a named cell of its label; the compass point says on which side."""

    node: str
    port: str = ""
    compass: Compass = "_"


class Edge(NamedTuple):
    """An edge statement ``source -> target [attributes]``."""

    source: End
    target: End
    attributes: Attributes = ()


class Defaults(NamedTuple):
    """An attribute statement: what all later graphs, nodes or edges of the same scope have unless they say else."""

    of: Literal["graph", "node", "edge"]
    attributes: Attributes


class Subgraph(NamedTuple):
    """A subgraph; Graphviz draws it as a cluster iff its name begins with ``cluster``; ``""`` is anonymous."""

    name: str
    statements: tuple[Statement, ...]


Statement: TypeAlias = Node | Edge | Defaults | Subgraph


class Graph(NamedTuple):
    """A directed graph, strict in nothing: parallel edges stay apart."""

    name: str
    statements: tuple[Statement, ...]


def print_graph(graph: Graph) -> str:
    """The DOT text of a graph, a statement a line, two spaces a level.

    Subgraphs are opened by hand, not by recursion, so that the depth of nesting is bounded by memory alone.
    """
    lines = [f"digraph {_quote(graph.name)} {{"]
    pending: list[tuple[int, Statement | None]] = [(1, statement) for statement in reversed(graph.statements)]
    while pending:
        level, statement = pending.pop()
        lines.append("  " * level + _print_line(statement))
        if isinstance(statement, Subgraph):
            pending.append((level, None))
            pending.extend((level + 1, inner) for inner in reversed(statement.statements))
    return "\n".join([*lines, "}"]) + "\n"


def _print_line(statement: Statement | None) -> str:
    """The first line of a statement; `None` closes a subgraph."""
    match statement:
        case None:
            return "}"
        case Subgraph(name, _):
            return f"subgraph {_quote(name)} {{" if name else "{"
        case Node(name, attributes):
            return _quote(name) + _print_attributes(attributes)
        case Edge(source, target, attributes):
            return f"{_print_end(source)} -> {_print_end(target)}{_print_attributes(attributes)}"
        case Defaults(of, attributes):
            return of + (_print_attributes(attributes) or " []")


def _print_end(end: End) -> str:
    port = f":{_quote_exactly(end.port)}" if end.port else ""
    compass = "" if end.compass == "_" else f":{end.compass}"
    return _quote(end.node) + port + compass


def _print_attributes(attributes: Attributes) -> str:
    if not attributes:
        return ""
    return " [" + ", ".join(f"{key}={_print_value(value)}" for key, value in attributes) + "]"


def _print_value(value: Value) -> str:
    match value:
        case str():
            return _quote(value)
        case Text(words):
            return _quote(_escape(words, 2))
        case Told(words):
            return _quote(_escape(words, 4))
        case Element():
            # Escapes are expanded in HTML-like labels too.
            return f"<{print_markup(value)}>".replace("\\", "\\\\")


def _escape(words: str, backslashes: int) -> str:
    """An `escString` that shows these words, a backslash for so many: nothing in them is expanded."""
    return words.replace("\\", "\\" * backslashes).replace("\r\n", "\n").replace("\n", "\\n")


def _quote(text: str) -> str:
    """A double-quoted string that Graphviz shows as this text: it expands XML entities wherever it shows one."""
    return _quote_exactly(text.replace("&", "&amp;"))


def _quote_exactly(text: str) -> str:
    """A double-quoted string: the quote is the only character that DOT escapes in one.

    An odd run of backslashes would swallow the quote or the line end after it; one is added, which `escString`
    values, being doubled already, never need.
    """
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    return '"' + _ODD_BACKSLASHES.sub(r"\1\\", writable(text)).replace('"', '\\"') + '"'
