"""Whether conclusions follow, from what, and what is missing where they do not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.arguments import truths
from tests.arguments.judged import analysed, judged

LETTERS = st.sampled_from(truths.LETTERS)
JOINED = st.sampled_from(("and", "or", "=>"))


def joined(below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(below, JOINED, below).map(lambda parts: f"({' '.join(parts)})")


FORMULAS = st.recursive(st.one_of(LETTERS, LETTERS.map(lambda one: f"(not {one})")), joined, max_leaves=4)
GIVEN = "given: {p: Prop, q: Prop, r: Prop}"


def argument(premises: dict[str, str], conclusion: str) -> str:
    said = ", ".join(f'{name}: "{one}"' for name, one in premises.items())
    return f'{{{GIVEN}, premises: {{{said}}}, concludes: "{conclusion}"}}'


@settings(max_examples=60, deadline=None)
@given(st.lists(FORMULAS, min_size=1, max_size=4), FORMULAS)
def test_verdict_and_supports_are_those_of_truth_tables(formulas: list[str], conclusion: str) -> None:
    premises = {f"s{at}": one for at, one in enumerate(formulas)}
    found = judged(argument(premises, conclusion))
    if not truths.possible(formulas):
        assert found.verdict == "contradictory"
        kept = [premises[name] for name in found.contradiction]
        assert not truths.possible(kept)
        assert all(truths.possible([one for one in kept if one is not left]) for left in kept)
    elif truths.follows(formulas, conclusion):
        assert found.verdict == "valid" and found.whole
        assert {frozenset(one) for one in found.supports} == truths.supports(premises, conclusion)
    else:
        assert found.verdict == "refuted"
        world = tuple(found.countermodel.get(letter) == "true" for letter in truths.LETTERS)
        assert all(truths.holds(one, world) for one in formulas) and not truths.holds(conclusion, world)


@settings(max_examples=30, deadline=None)
@given(st.lists(FORMULAS, min_size=1, max_size=2), FORMULAS)
def test_with_a_hidden_premise_it_follows_and_without_a_contradiction(formulas: list[str], conclusion: str) -> None:
    assume(truths.possible(formulas) and not truths.follows(formulas, conclusion))
    found = judged(argument({f"s{at}": one for at, one in enumerate(formulas)}, conclusion))
    for hidden in found.hidden:
        (said,) = hidden.says
        said = f"({said})"
        assert truths.follows([*formulas, said], conclusion) and truths.possible([*formulas, said])
    texts = [one.says[0] for one in found.hidden]
    for one in texts:
        assert not any(truths.follows([*formulas, f"({one})"], f"({other})") for other in texts if other != one)


def test_a_conclusion_of_reals_follows_from_the_premises_that_it_needs() -> None:
    found = judged(
        "{given: {x: Real, y: Real, z: Real}, premises: {a: x <= y, b: y <= z, c: z <= 5}, concludes: x <= z}"
    )
    assert (found.verdict, found.supports, found.missing) == ("valid", (("a", "b"),), "")
    assert [one.used for one in found.premises.values()] == [True, True, False]


def test_a_strict_conclusion_has_a_countermodel_and_named_candidates_that_close_the_gap() -> None:
    found = judged(
        "{given: {x: Real, y: Real, z: Real}, premises: {a: x <= y, b: y <= z}, concludes: x < z, "
        "candidates: {gap: y < z, low: x < 0, high: 0 <= z, idle: z < 9}}"
    )
    assert found.verdict == "refuted"
    assert found.countermodel == {"x": "0", "y": "0", "z": "0"}
    assert [(one.kind, one.names) for one in found.hidden if one.kind == "candidates"] == [
        ("candidates", ("gap",)),
        ("candidates", ("low", "high")),
    ]
    assert found.missing == "x <= y and y <= z => x < z"


def test_a_candidate_against_the_premises_is_no_hidden_premise() -> None:
    found = judged("{given: {x: Real}, premises: {a: 0 <= x}, concludes: 1 <= x, candidates: {absurd: x < 0}}")
    assert all(one.kind == "made" for one in found.hidden)


def test_what_the_proposal_guarantees_is_found_as_a_hidden_premise() -> None:
    found = judged(
        "{premises: {}, concludes: 2 < f.b}",
        "ports: {in a: {type: Nat, assume: 2 <= a}, out b: Nat}\n"
        "boxes: {f: {ports: {in a: Nat, out b: {type: Nat, guarantee: a < b}}}}\n"
        "wires: [a -> f.a, f.b -> b]\n",
    )
    assert found.hidden[0].kind == "known"
    assert (set(found.hidden[0].names), set(found.hidden[0].says)) == ({"f.b", "a"}, {"a < f.b", "2 <= a"})


VOCABULARY = """interlock: 1
vocabulary: words
families: {Animal: Type}
predicates: {cat: "(x : Animal) -> Prop", furry: "(x : Animal) -> Prop"}
data: {Answer: {constructors: {plain: Answer, flattering: Answer}}}
functions: {useful: {type: "(a : Answer) -> Real", equations: ["useful plain = 0.9", "useful flattering = 0.4"]}}
"""


@pytest.mark.parametrize(
    ("premises", "concludes", "verdict"),
    [
        ('all: "forall (z : Animal), cat z => furry z", one: cat x', "furry x", "valid"),
        ('all: "forall (z : Animal), cat z => furry z", one: furry x', "cat x", "refuted"),
    ],
)
def test_predicates_may_mean_anything_in_a_countermodel(premises: str, concludes: str, verdict: str) -> None:
    text = f"{{given: {{x: Animal}}, premises: {{{premises}}}, concludes: {concludes}}}"
    found = judged(text, "uses: [./words.yaml]\n", words=VOCABULARY)
    assert found.verdict == verdict
    if verdict == "refuted":
        assert found.countermodel == {"furry x": "true", "cat x": "false"}


def test_premises_about_a_finite_instance_are_decided_one_by_one() -> None:
    found = judged(
        "{premises: {right: useful flattering < useful plain, wrong: useful plain < 0.5}, concludes: 0.0 < useful plain}",
        "uses: [./words.yaml]\n",
        words=VOCABULARY,
    )
    assert [one.standing for one in found.premises.values()] == ["always true", "never true"]
    assert (found.verdict, found.contradiction) == ("contradictory", ("wrong",))


def test_a_credence_beyond_one_is_refused() -> None:
    assert (
        "out-of-range"
        in analysed("arguments: {it: {premises: {a: {says: 1 < 2, credence: 1.5}}, concludes: 1 < 2}}").told
    )


def test_of_many_premises_one_minimal_set_is_found_and_that_there_may_be_others_is_told() -> None:
    given_ = ", ".join(f"x{at}: Real" for at in range(11))
    premises = ", ".join(f"p{at}: x{at} <= x{at + 1}" for at in range(10))
    found = judged(f"{{given: {{{given_}}}, premises: {{{premises}}}, concludes: x2 <= x5}}")
    assert (found.supports, found.whole) == ((("p2", "p3", "p4"),), False)


def test_what_types_say_is_used_and_named_apart_from_the_premises() -> None:
    found = judged('{given: {x: "{r : Real | 0 <= r}", y: Real}, premises: {less: x < y}, concludes: 0 < y}')
    assert (found.supports, found.rests_on) == ((("less",),), ("x",))
    assert judged("{given: {n: Nat}, premises: {}, concludes: 0 <= n}").supports == ((),)


def test_a_field_of_a_record_that_stands_at_a_port_may_be_spoken_of() -> None:
    found = judged(
        "{premises: {}, concludes: 3 <= f.b}",
        "ports: {in a: '{n : Nat, m : Nat}', out b: Nat}\n"
        "boxes: {f: {ports: {in a: Nat, out b: {type: Nat, guarantee: a + 1 <= b}}}}\n"
        "wires: [a.m -> f.a, f.b -> b]\n",
    )
    assert found.verdict == "refuted"
    known = judged(
        "{premises: {least: 2 <= a.m}, concludes: 3 <= f.b}",
        "ports: {in a: '{n : Nat, m : Nat}', out b: Nat}\n"
        "boxes: {f: {ports: {in a: Nat, out b: {type: Nat, guarantee: a + 1 <= b}}}}\n"
        "wires: [a.m -> f.a, f.b -> b]\n",
    )
    assert known.hidden[0].kind == "known" and known.hidden[0].names == ("f.b",)


def test_the_refinement_of_a_port_is_known_and_its_index_too() -> None:
    found = judged(
        "{premises: {}, concludes: 0 <= f.b}",
        "parameters: {n: Nat}\nports: {in a: Nat, out b: Real}\n"
        'boxes: {f: {ports: {in a: Nat, out b: "{r : Real | 1 <= r}"}}}\nwires: [a -> f.a, f.b -> b]\n',
    )
    assert (found.verdict, found.supports, found.rests_on) == ("valid", ((),), ("f.b",))
    assert judged("{premises: {}, concludes: i < n}", "parameters: {n: Nat}\nports: {in i: Fin n}\n").verdict == "valid"
