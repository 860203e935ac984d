"""From text to items: names, places, what stays the same, and what is said of mistakes."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.syntax.alias import DEPTH
from interlock.syntax.fault import NeedsQuotes
from interlock.syntax.node import Mapping, Node, Scalar, Sequence, place
from interlock.syntax.parse import MISTAKES, Parsed, parse
from interlock.syntax.surface import Surface
from interlock.text.outcome import Outcome
from interlock.text.site import Anchor
from interlock.text.source import Source, position

PROPOSAL = """\
# a comment
interlock: 1
proposal: gate
cites: [arXiv:2405.06624]
parameters: {S: Type, n: {type: Nat, default: 3}}
ports:
  in observation: S
  out action: "(x : A) -> B"
boxes:
  gate: Gate
  planner: {kind: Planner, labels: {trust: untrusted}}   # inline
wires:
  - observation -> gate.in
  - gate.out -> action, planner.in

  - {wire: x}
hazards:
  harm:
    top: unsafe at action
    doc: >
      folded
      text
"""


def read(text: str, before: Surface | None = None) -> Outcome[Parsed]:
    return parse(Source("f", text), before)


def told(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each fault."""
    source = Source("f", text)
    starts = source.line_starts()
    return [(fault.code, *position(starts, fault.site.start)) for fault in parse(source).faults]


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Mapping):
        return [scalar for key, value in node.entries for scalar in (key, *scalars(value))]
    return [scalar for member in node.members for scalar in scalars(member)]


def test_a_file_is_a_header_and_sections_of_items() -> None:
    surface = read(PROPOSAL).value.surface
    assert surface.form == "proposal"
    assert list(surface.header) == ["interlock", "proposal", "cites"]
    assert {name: list(items) for name, items in surface.sections.items()} == {
        "parameters": ["S", "n"],
        "ports": ["in observation", "out action"],
        "boxes": ["gate", "planner"],
        "wires": ["observation -> gate.in", "gate.out -> action, planner.in", "{wire: x}"],
        "hazards": ["harm"],
    }


def test_every_scalar_of_every_item_stands_where_its_site_says() -> None:
    parsed = read(PROPOSAL).value
    found = 0
    for items in [parsed.surface.header, *parsed.surface.sections.values()]:
        for item in items.values():
            for scalar in scalars(item.node) + ([item.key] if item.key else []):
                site = item.site(scalar.start, scalar.end)
                start = parsed.starts[site.anchor]
                written = PROPOSAL[start + site.start : start + site.end]
                assert written.strip("\"' \n>").split() == scalar.value.split()
                for k in range(len(scalar.value)):
                    character = PROPOSAL[start + place(scalar, k)]
                    assert character == scalar.value[k] or (character == "\n" and scalar.value[k] == " ")
                found += 1
    assert found == 34


def test_a_line_inserted_above_changes_no_item() -> None:
    before = read(PROPOSAL).value
    for line in range(PROPOSAL.splitlines().index("  harm:") + 1):
        lines = PROPOSAL.splitlines(keepends=True)
        lines.insert(line, "# another comment, é😀\n\n")
        after = read("".join(lines), before.surface).value
        assert after.surface is before.surface
        assert set(after.starts) == set(before.starts)


def test_an_edit_changes_only_the_item_it_is_in() -> None:
    before = read(PROPOSAL).value.surface
    after = read(PROPOSAL.replace("gate: Gate", "gate: Gatekeeper"), before).value.surface
    changed = [
        name
        for section, items in after.sections.items()
        for name, item in items.items()
        if item is not before.sections[section].get(name)
    ]
    assert changed == ["gate"]
    assert after.heads == before.heads
    assert all(after.header[key] is before.header[key] for key in before.header)


def test_items_that_change_places_are_the_same_items_in_another_order() -> None:
    before = read("boxes:\n  a: X\n  b: Y\n").value.surface
    after = read("boxes:\n  b: Y\n  a: X\n", before).value.surface
    assert after is not before
    assert list(after.sections["boxes"]) == ["b", "a"]
    assert all(after.sections["boxes"][name] is before.sections["boxes"][name] for name in "ab")


def test_members_of_lists_are_called_by_their_text() -> None:
    long = "a.x -> " + ", ".join(f"b.y{k}" for k in range(40))
    names = list(
        read(f"wires:\n  - a -> b\n  - a -> b\n  - {long}\n  - {long}\n  - a -> b\n").value.surface.sections["wires"]
    )
    assert names[:2] + names[4:] == ["a -> b", "a -> b#2", "a -> b#3"]
    assert len(names[2]) == 80
    assert names[3] == names[2] + "#2"


def test_a_section_as_a_whole_has_the_places_of_its_members() -> None:
    parsed = read(PROPOSAL).value
    whole = parsed.surface.whole("ports")
    assert isinstance(whole.node, Mapping)
    for key, value in whole.node.entries:
        assert isinstance(value, Scalar)
        for scalar in (key, value):
            site = whole.site(place(scalar, 0), place(scalar, len(scalar.value)))
            start = parsed.starts[site.anchor]
            assert PROPOSAL[start + site.start : start + site.end] == scalar.value


def test_a_scalar_that_lacks_quotes_is_told_with_its_line_repaired_and_read_as_it_was_meant() -> None:
    cases = {
        "(x : A) -> B": '  k: "(x : A) -> B"',
        "{S A : Type} (m : M) -> T": '  k: "{S A : Type} (m : M) -> T"',
        "[a] -> b": '  k: "[a] -> b"',
        "@home": '  k: "@home"',
        "% of": '  k: "% of"',
        "> 5": '  k: "> 5"',
        "* x": '  k: "* x"',
        "& x": '  k: "& x"',
        "| x": '  k: "| x"',
        "`x`": '  k: "`x`"',
        "'a' b": "  k: \"'a' b\"",
        '"a" : b': "  k: '\"a\" : b'",
    }
    for written, fixed in cases.items():
        outcome = read(f"a:\n  k: {written}  # why\n  z: 1\nb:\n  y: 2\n")
        (fault,) = outcome.faults
        assert isinstance(fault, NeedsQuotes)
        assert fault.written == written
        assert fault.fix == f"{fixed}  # why".strip()
        items = outcome.value.surface.sections["a"]
        assert list(items) == ["k", "z"]
        node = items["k"].node
        assert isinstance(node, Scalar)
        assert node.value == written
        assert not read(fault.fix + "\n").faults


def test_a_type_in_a_flow_collection_is_repaired_up_to_its_comma_or_bracket() -> None:
    outcome = read("a:\n  k: {type: (x : A) -> {y : B, z : C}, doc: d}\n  l: [{S : T} -> U, v]\n")
    assert [fault.fix for fault in outcome.faults if isinstance(fault, NeedsQuotes)] == [
        'k: {type: "(x : A) -> {y : B, z : C}", doc: d}',
        'l: ["{S : T} -> U", v]',
    ]
    assert len(outcome.faults) == 2
    node = outcome.value.surface.sections["a"]["k"].node
    assert isinstance(node, Mapping)
    assert [scalar.value for scalar in scalars(node)] == ["type", "(x : A) -> {y : B, z : C}", "doc", "d"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [x\nb: 1\n", [("yaml-syntax", 1, 4)]),
        ("a: 'x\nb: 1\n", [("yaml-syntax", 1, 4)]),
        ("a:\n  x: 1\n   y: 2\n  z: 3\n", [("yaml-syntax", 3, 5)]),
        ("a:\n  x: 1\n\ty: 2\n", [("yaml-syntax", 3, 1)]),
        ("a:\n\tx: 1\nb:\n  y: 1\n", [("yaml-syntax", 2, 1)]),
        ("a: b\n---\nc: d\n", [("yaml-syntax", 2, 1)]),
        ("a: !!python/object:os.system x\n", [("yaml-syntax", 1, 4)]),
        ("a: !mine {x: 1}\n", [("yaml-syntax", 1, 4)]),
        ("a:\n  x: *nobody\n", [("yaml-syntax", 2, 6)]),
        ("a:\n  x: 1\n  x: 2\n", [("duplicate-key", 3, 3)]),
        ("a:\n  x: {y: 1, z: 2, y: 3}\n", [("duplicate-key", 2, 19)]),
        ("a: {x: 1}\na: {y: 1}\n", [("duplicate-key", 2, 1)]),
        ("title: x\ntitle: y\n", [("duplicate-key", 2, 1)]),
        ("? [a, b]\n: c\n", [("wrong-shape", 1, 3)]),
        ("a:\n  {b: c}: d\n", [("wrong-shape", 2, 3)]),
        ("- a\n- b\n", [("wrong-shape", 1, 1)]),
        ("hello\n", [("wrong-shape", 1, 1)]),
        ("a: b\x00c\n", [("yaml-syntax", 1, 5)]),
        ("a: b\ud800c\n", [("yaml-syntax", 1, 5)]),
        ("a: b\ufeffc\n", [("yaml-syntax", 1, 5)]),
        ("a: '\x07'\n", [("yaml-syntax", 1, 5)]),
        ('a: "\\q"\n', [("yaml-syntax", 1, 5)]),
        ("a: " + "[" * DEPTH + "]" * DEPTH + "\n", [("too-deep", 1, DEPTH + 3)]),
        ("%YAML 9.9\n---\na: b\n", [("yaml-syntax", 1, 1)]),
        ("", []),
        ("# nothing\n", []),
        ("a:\r\n  x: 1\r\n  y: {\r\n    z: 2}\r\n", []),
        ("a: &x {b: 1}\nc: *x\n", []),
        ("a: " + "[" * (DEPTH - 1) + "]" * (DEPTH - 1) + "\n", []),
    ],
)
def test_a_mistake_has_its_code_and_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(text) == expected


def test_five_mistakes_in_five_sections_are_five_faults_and_the_rest_is_read() -> None:
    text = (
        "title: one: two\nboxes:\n  a: X\n  b: [x\n  c: Z\nwires:\n  - a -> b\n  - 'c -> d\n  - e -> f\n"
        "hazards:\n  h: @x\nclaims:\n  c: 1\n  c: 2\nports:\n  in x: S\n\tin y: T\n  in z: U\n"
    )
    assert [(code, line) for code, line, _ in told(text)] == [
        ("yaml-syntax", 1),
        ("yaml-syntax", 4),
        ("yaml-syntax", 8),
        ("yaml-syntax", 11),
        ("duplicate-key", 14),
        ("yaml-syntax", 17),
    ]
    surface = read(text).value.surface
    assert {name: list(items) for name, items in surface.sections.items()} == {
        "boxes": ["a", "c"],
        "wires": ["a -> b", "e -> f"],
        "hazards": ["h"],
        "claims": ["c"],
        "ports": ["in x", "in z"],
    }
    assert surface.torn == ("boxes", "wires", "ports")


def test_what_stands_before_a_mistake_in_its_item_is_kept() -> None:
    surface = read("kinds:\n  K:\n    doc: d\n    ports:\n      in x: A\n     out y: B\n  L: {doc: e}\n").value.surface
    assert list(surface.sections["kinds"]) == ["K", "L"]
    assert [scalar.value for scalar in scalars(surface.sections["kinds"]["K"].node)] == [
        "doc",
        "d",
        "ports",
        "in x",
        "A",
    ]


def test_an_alias_stands_for_its_node_with_the_places_that_this_has() -> None:
    text = "a:\n  x: &one {t: [u, v]}\nb:\n  y: {k: *one, l: 1}\n  z: *one\nc: &all\n  p: q\nd: *all\n"
    outcome = read(text)
    assert not outcome.faults
    parsed = outcome.value
    assert list(parsed.surface.sections["d"]) == ["p"]
    for section, name in [("b", "y"), ("b", "z"), ("d", "p")]:
        item = parsed.surface.sections[section][name]
        assert item.pieces
        for scalar in scalars(item.node):
            site = item.site(scalar.start, scalar.end)
            start = parsed.starts[site.anchor]
            assert text[start + site.start : start + site.end] == scalar.value


def test_aliases_expand_up_to_a_limit_and_nesting_through_them_counts() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 9)]
    assert "too-large" in {code for code, _, _ in told("\n".join(lines))}
    deep = ["a0: &a0 [x]"] + [f"a{k}: &a{k} [[[[[[*a{k - 1}]]]]]]" for k in range(1, 15)]
    assert "too-deep" in {code for code, _, _ in told("\n".join(deep))}


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "- " * 50_000,
        "- " * 50_000,
        "[" * 50_000,
        "a: " + "{a: " * 20_000,
        "? " * 50_000,
        "a: " * 50_000,
        "'" * 100_001,
        "\n".join(f"k{k}: [a" for k in range(20_000)),
        "x: @\n" * 20_000,
        "\x00" * 50_000,
        "".join(" " * k + "a:\n" for k in range(1_000)),
        "a:\n" + "  b: (x : A)\n" * 5_000,
        "a:\n" + "".join(f"  b{k}: 'x\n" for k in range(20_000)),
    ],
    ids=range(13),
)
def test_bad_input_of_any_size_is_judged_soon(text: str) -> None:
    begin = time.perf_counter()
    faults = read(text).faults
    assert faults
    assert len(faults) <= 2 * MISTAKES + 1 or {fault.code for fault in faults} == {"duplicate-key"}
    assert time.perf_counter() - begin < 3


@given(
    st.text(st.characters(codec=None, exclude_categories=[]))
    | st.text("abc:- \n\t[]{}'\"#&*!|>%@,?\ud800\x00\u2028", max_size=60)
)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_an_outcome_with_faults_inside_the_text(text: str) -> None:
    outcome = read(text)
    for fault in outcome.faults:
        assert fault.site.anchor == Anchor("f", "")
        assert 0 <= fault.site.start <= fault.site.end <= len(text)
    assert read(text, outcome.value.surface).value.surface is outcome.value.surface
    assert pickle.loads(pickle.dumps(outcome.value.surface)) == outcome.value.surface


EDITS = st.lists(
    st.tuples(st.integers(0, len(PROPOSAL)), st.integers(0, 12), st.text("ab: \n\t-[]{}'\"#&*!|>", max_size=4)),
    min_size=1,
    max_size=4,
)


@given(EDITS)
@settings(max_examples=300, deadline=None)
def test_reading_again_with_what_was_before_gives_what_reading_alone_gives(edits: list[tuple[int, int, str]]) -> None:
    text = PROPOSAL
    for at, count, new in edits:
        text = text[:at] + new + text[at + count :]
    before = read(PROPOSAL).value.surface
    alone, again = read(text), read(text, before)
    assert again.value.surface == alone.value.surface
    assert again.value.starts == alone.value.starts
    assert again.faults == alone.faults
    for section, items in again.value.surface.sections.items():
        for name, item in items.items():
            old = before.sections.get(section, {}).get(name)
            assert item is old or item != old


def test_the_gallery_is_read_whole() -> None:
    for path in sorted(Path(__file__).parents[2].glob("proposals/**/*.yaml")):
        outcome = parse(Source(path.name, path.read_text(encoding="utf-8")))
        assert outcome.faults == ()
        assert outcome.value.surface.form
    assert isinstance(read("a: [b]\n").value.surface.heads["a"].node, Sequence)


def test_an_empty_list_for_an_empty_mapping_is_another_item() -> None:
    before = read("boxes:\n  a: {}\n").value.surface
    after = read("boxes:\n  a: []\n", before).value.surface
    assert after.sections["boxes"]["a"] is not before.sections["boxes"]["a"]
    assert isinstance(after.sections["boxes"]["a"].node, Sequence)
