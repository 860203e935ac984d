from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.syntax.expression import Name, Unreadable
from interlock.syntax.fault import UnknownKey, WrongShape
from interlock.syntax.parse import parse
from interlock.syntax.read import read
from interlock.text.source import Source
from tests.syntax.pages import HEAD, fault, faults, held, only, page
from tests.syntax.strangers import SECTIONS

# -- mistakes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boxs: {a: K}\n", [("unknown-key", "boxs")]),
        ("kinds: {K: {ports: {}}}\n", [("unknown-key", "kinds")]),
        ("boxes: {a: {kid: K}}\n", [("unknown-key", "kid")]),
        ("boxes: {a: {labels: {}}}\n", [("unknown-key", "labels")]),
        ("boxes: {a: {kind: K, wiht: {}}}\n", [("unknown-key", "wiht")]),
        ("boxes: {a: [K]}\n", [("wrong-shape", "[K]")]),
        ("boxes: [K]\n", [("wrong-shape", "boxes")]),
        ("boxes: K\n", [("wrong-shape", "boxes")]),
        ("boxes: {a-b: K}\n", [("wrong-shape", "a-b")]),
        ("wires: {a: b}\n", [("wrong-shape", "wires")]),
        ("wires: [a.x -> b.y, c.z]\n", [("wrong-shape", "")]),
        ("wires: [[a]]\n", [("wrong-shape", "[a]")]),
        ("claims: {a: {admit: r}}\n", [("unknown-key", "admit")]),
        ("claims: {a: {says: p, because: r}}\n", [("unknown-key", "because")]),
        ("hazards: {h: {uses: 3}}\n", [("wrong-shape", "{uses: 3}")]),
        ("hazards: {h: {topp: x}}\n", [("unknown-key", "topp")]),
        ("hazards: {h: {top: x, target: 0.1}}\n", [("wrong-shape", "0.1")]),
        ("hazards: {h: {top: {a: b}}}\n", [("wrong-shape", "{a: b}")]),
        ("ports: {x: A}\n", [("wrong-shape", "x")]),
        ("ports: {in x: [A]}\n", [("wrong-shape", "[A]")]),
        ("ports: {in x: {b : A}}\n", [("unknown-key", "b")]),
        ("ports: {in x: {type: {b : A}}}\n", [("wrong-shape", "{b : A}")]),
        ("parameters: {n: {default: 3}}\n", [("wrong-shape", "{default: 3}")]),
        ("parameters: [n]\n", [("wrong-shape", "parameters")]),
        ("parameters: {a-b: Type}\n", [("wrong-shape", "a-b")]),
        ("learns: [{learn: a ~> b, by: magic}]\n", [("wrong-shape", "magic")]),
        ("failures: {rules: [x at y iff z]}\n", [("wrong-shape", "iff")]),
        ("failures: {rules: [stop x if y]}\n", [("wrong-shape", "if")]),
        ("failures: {events: {a: {probability: {honest: 1..2}}}}\n", [("wrong-shape", "1..2")]),
        ("failures: {events: {a: {probability: often}}, rules: {a: b}}\n", [("wrong-shape", "{a: b}")]),
        ("failures: {dependence: [{because: x}]}\n", [("unknown-key", "because")]),
        ("failures: {dependence: [b.missed]}\n", [("wrong-shape", "b.missed")]),
        ("cites: x\n", [("wrong-shape", "x")]),
        ("uses: [[a]]\n", [("wrong-shape", "[a]")]),
        ("mode: random\n", [("wrong-shape", "random")]),
    ],
)
def test_one_mistake_is_one_fault_at_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("proposal: p\n", "wrong-shape"),
        ("interlock: 2\nproposal: p\n", "wrong-shape"),
        ("interlock: [1]\nproposal: p\n", "wrong-shape"),
        ("interlock: 1\nboxes: {}\n", "wrong-shape"),
        ("interlock: 1\nproposal: a b\n", "wrong-shape"),
    ],
)
def test_version_and_form_are_required(head: str, expected: str) -> None:
    assert [code for code, _ in faults("", head)] == [expected]


def test_five_mistakes_in_one_file_are_five_faults() -> None:
    text = """ports: {in x: A -> , out y: B)}
boxes: {a: {knd: K}, b: L}
wires:
  - a.x - b.y
  - b.y -> a.x
claims: {c: {says: p and}}
"""
    assert [code for code, _ in faults(text)] == [
        "type-syntax",
        "type-syntax",
        "unknown-key",
        "wrong-shape",
        "type-syntax",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "interlock: [1\nproposal: p\nboxes: {a: K}\n",
        "@\ninterlock: 1\nproposal: p\n",
        "interlock: 1\nproposal: p\nrefines: {proposal: x, boxes: {a: }\nwires:\n - a -> b\n",
    ],
)
def test_nothing_is_missing_from_a_part_whose_text_could_not_be_read(text: str) -> None:
    parsed = parse(Source("p.yaml", text))
    assert parsed.faults
    assert read(parsed.value.surface, SECTIONS).faults == ()


def test_an_unknown_key_names_what_is_near_and_what_is_known() -> None:
    found = fault("boxes: {a: {kind: K, replicat: 3}}\n")
    assert isinstance(found, UnknownKey)
    assert found.nearest[0] == "replicate"
    assert found.known == ("kind", "with", "replicate", "labels", "price", "doc", "cites")


def test_a_mapping_that_fits_no_form_names_the_keys_that_lead_one() -> None:
    found = fault("boxes: {a: {labels: {}}}\n")
    assert isinstance(found, UnknownKey)
    assert found.known == ("kind", "ports")


def test_a_scalar_for_a_mapping_with_several_keys_names_the_keys_that_lead_one() -> None:
    found = fault("failures: {dependence: [b.missed]}\n")
    assert isinstance(found, WrongShape)
    assert found.expected == "a mapping with `independent`, `cause`, `beta`, `mgl`, `alpha` or `bound`"


def test_a_wrong_word_names_the_right_one() -> None:
    found = fault("learns: [{learn: a ~> b, by: gradeint}]\n")
    assert isinstance(found, WrongShape)
    assert found.help == "is `gradient` meant?"


def test_a_type_in_braces_without_quotes_is_told_to_want_quotes() -> None:
    found = fault("ports: {in x: {type: {b : Nat}}}\n")
    assert isinstance(found, WrongShape)
    assert (found.expected, found.found) == ("a type", "a mapping")
    assert "quotes" in found.help


def test_what_could_be_read_beside_a_mistake_is_kept() -> None:
    parsed = parse(
        Source("p.yaml", HEAD + "boxes: {a: {kind: K, with: {S: '(', A: B}}}\nwires: [a.x b.y, c.z -> d.w]\n")
    )
    made = read(parsed.value.surface, SECTIONS).value
    arguments = held(only(made, "boxes"), "with")
    assert isinstance(arguments, tuple)
    assert [type(argument) for _, argument in arguments] == [Unreadable, Name]
    assert [entry.value is None for entry in made.entries["wires"]] == [True, False]


def test_a_doc_that_a_comma_cuts_in_two_is_one_doc() -> None:
    made = page("boxes: {a: {kind: K, doc: Simple, and checked by hand., labels: {}}}\n")
    assert only(made, "boxes").doc == "Simple, and checked by hand."


def test_nothing_where_a_mapping_or_list_is_due_is_an_empty_one() -> None:
    made = page("scenarios:\n  honest:\nboxes:\nwires:\nadversaries: {a: {controls: , sees: }}\n")
    assert held(only(made, "scenarios"), "weight") is None
    assert (made.entries["boxes"], made.entries["wires"]) == ((), ())
    assert held(only(made, "adversaries"), "sees") == ()


# -- anything at all -------------------------------------------------------------------------------------------------

WORDS = "boxes wires ports parameters failures claims hazards labels kind with type in~x rules events doc a b"
KEYS = st.sampled_from(WORDS.split(" ")).map(lambda key: key.replace("~", " "))
LEAVES = st.one_of(
    st.sampled_from(["K", "a.x -> b.y", "{}", "''", "1 .. 2", "x at y if z"]),
    st.text("ab(){}:,-> \n", max_size=6).map(repr),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda some: f"[{', '.join(some)}]"),
        st.dictionaries(KEYS, parts, max_size=3).map(
            lambda some: "{" + ", ".join(f"{k}: {v}" for k, v in some.items()) + "}"
        ),
    ),
    max_leaves=10,
)


@given(st.dictionaries(KEYS, TREES, max_size=4), st.sampled_from(["proposal", "vocabulary"]))
@settings(max_examples=200, deadline=None)
def test_any_tree_gives_a_page(sections: dict[str, str], form: str) -> None:
    text = f"interlock: 1\n{form}: p\n" + "".join(f"{key}: {tree}\n" for key, tree in sections.items())
    parsed = parse(Source("p.yaml", text))
    outcome = read(parsed.value.surface, SECTIONS)
    again = read(parsed.value.surface, SECTIONS, outcome.value)
    assert again.faults == outcome.faults
    for found in outcome.faults:
        start = parsed.value.starts.get(found.site.anchor, 0)
        assert 0 <= start + found.site.start <= start + found.site.end <= len(text)
