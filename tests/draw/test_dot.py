"""The DOT language: one text for one tree, and strings that Graphviz reads back as they were."""

from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from interlock.draw.dot import Defaults, Edge, End, Graph, Node, Statement, Subgraph, Text, Told, print_graph
from interlock.draw.markup import Element, print_markup

WRITABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


def read_string(text: str, start: int) -> tuple[str, int]:
    """A double-quoted string of DOT, character by character: a quote after an even run of backslashes ends it."""
    assert text[start] == '"'
    made: list[str] = []
    place = start + 1
    while text[place] != '"':
        if text[place] == "\\" and text[place + 1] in '"\\':
            made.append('"' if text[place + 1] == '"' else "\\\\")
            place += 2
        else:
            made.append(text[place])
            place += 1
    return "".join(made), place + 1


def expand(value: str) -> str:
    """The escapes of an `escString`, expanded once; an unknown one is a mistake of the printer."""
    made: list[str] = []
    place = 0
    while place < len(value):
        if value[place] == "\\":
            made.append({"n": "\n", "\\": "\\"}[value[place + 1]])
            place += 2
        else:
            made.append(value[place])
            place += 1
    return "".join(made)


def test_a_tree_prints_to_exactly_this_text() -> None:
    """All kinds of statements, with every form of an end and of a value."""
    label = Element("TABLE", (("BORDER", "0"),), (Element("TR", (), (Element("TD", (("PORT", "x"),), ("a < b",)),)),))
    inner = Subgraph("", (Defaults("graph", (("rank", "same"),)), Node("b")))
    graph = Graph(
        "two boxes",
        (
            Defaults("graph", (("rankdir", "LR"),)),
            Defaults("node", ()),
            Subgraph("cluster 1", (Node("a", (("label", label), ("tooltip", Text('say "\\N"\nand & on')))), inner)),
            Edge(End("a", "x", "e"), End("b", "", "w"), (("id", "wire:b"),)),
            Edge(End("a", "x"), End("b")),
        ),
    )
    assert print_graph(graph) == (
        'digraph "two boxes" {\n'
        '  graph [rankdir="LR"]\n'
        "  node []\n"
        '  subgraph "cluster 1" {\n'
        '    "a" [label=<<TABLE BORDER="0"><TR><TD PORT="x">a &lt; b</TD></TR></TABLE>>, '
        'tooltip="say \\"\\\\N\\"\\nand &amp; on"]\n'
        "    {\n"
        '      graph [rank="same"]\n'
        '      "b"\n'
        "    }\n"
        "  }\n"
        '  "a":"x":e -> "b":w [id="wire:b"]\n'
        '  "a":"x" -> "b"\n'
        "}\n"
    )


@given(WRITABLE)
def test_words_are_shown_as_they_are(words: str) -> None:
    """Backslashes, quotes, ampersands and what looks like an entity or an escape mean themselves."""
    printed = print_graph(Graph("g", (Node("n", (("label", Text(words)),)),)))
    value, end = read_string(printed, printed.index("label=") + len("label="))
    assert unescape(expand(value)) == words
    assert printed[end:] == "]\n}\n"


@given(WRITABLE.map(lambda words: words.replace("\n", "")))
def test_tooltips_are_told_as_they_are(words: str) -> None:
    """Their escapes are expanded twice."""
    printed = print_graph(Graph("g", (Node("n", (("tooltip", Told(words)),)),)))
    value, _ = read_string(printed, printed.index("tooltip=") + len("tooltip="))
    assert unescape(expand(expand(value))) == words


@given(WRITABLE)
def test_a_name_ends_where_it_ends(name: str) -> None:
    """No name swallows what follows it."""
    printed = print_graph(Graph("g", (Node(name, (("id", "x"),)),)))
    _, end = read_string(printed, printed.index('"', len('digraph "g" {')))
    assert printed[end:] == ' [id="x"]\n}\n'


def test_what_xml_cannot_hold_is_replaced() -> None:
    """A control character would make the picture unreadable as a whole."""
    assert print_markup("a\x00b\x1bc\ud800d") == "a\ufffdb\ufffdc\ufffdd"
    assert "\x00" not in print_graph(Graph("g", (Node("a\x00"),)))


def test_a_thousand_levels_of_clusters_are_printed() -> None:
    """Depth is bounded by memory alone."""
    deep: Statement = Node("a")
    for level in range(5000):
        deep = Subgraph(f"cluster {level}", (deep,))
    printed = print_graph(Graph("g", (deep,)))
    assert printed.count("{") == printed.count("}") == 5001
