"""What is told of a secret under a named law: the figures of the literature, over time, by stated gains."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.finding import Finding
from interlock.analysis.plan import run
from interlock.semantics.measure import mutual
from interlock_boundaries.analyses import BITS
from interlock_boundaries.bits_answer import TOGETHER, Passing
from tests.swiss_cheese.proposals import checked

HEAD = "interlock: 1\nproposal: p\n"


def analysed(text: str, **others: str) -> tuple[Mapping[str, tuple[Passing, ...]], tuple[Finding, ...]]:
    told, diagram = checked(HEAD + text, **others)
    assert diagram is not None, told
    ran = run((BITS,), {DIAGRAM: diagram}, Request())
    assert not ran.failed, ran.failed
    return ran.results[BITS].asked, tuple(said.finding for said in ran.findings)


def leaks(text: str, question: str = "q", wire: str | None = None, **others: str) -> Mapping[str, float]:
    found, findings = analysed(text, **others)
    assert findings == (), [one.says.plain() for one in findings]
    (row,) = (one for one in found[question] if wire is None or one.wire == wire)
    assert row.numbers is not None
    return row.numbers.leaks


def said(text: str, **others: str) -> list[tuple[str, str, str]]:
    return [(one.rule.code, one.subject[0], one.says.plain()) for one in analysed(text, **others)[1]]


def box(secret: str, reply: str, rows: str, rest: str) -> str:
    """One box in a membrane, and what is asked of it."""
    return (
        f"ports: {{in secret: {secret}, out reply: {reply}}}\n"
        f"boxes: {{model: {{ports: {{in secret: {secret}, out reply: {reply}}}}}}}\n"
        "wires: [secret -> model.secret, model.reply -> reply]\n"
        "boundaries: {cell: {inside: [model]}}\n"
        f"kernels: {{k: {{of: model, rows: {rows}}}}}\n{rest}\n"
    )


ASKED = "laws: {even: {of: {secret: uniform}}}\nleakage: {q: {of: cell, under: even}}"


def parity(parts: int) -> str:
    """Smith's pair: a value of sixteen; either all is told if it is small, or three of its four bits."""
    return (
        "{"
        + ", ".join(f'"{at}": "{at if parts == 0 and at < 2 else 2 if parts == 0 else at % 8}"' for at in range(16))
        + "}"
    )


def test_of_smiths_pair_the_one_tells_less_on_average_and_the_other_less_at_one_guess() -> None:
    few = leaks(box("Fin 16", "Fin 16", parity(0), ASKED))
    more = leaks(box("Fin 16", "Fin 16", parity(1), ASKED))
    assert few["shannon"] < more["shannon"] == pytest.approx(3.0)
    assert few["min-entropy"] == pytest.approx(math.log2(3))
    assert more["min-entropy"] == pytest.approx(3.0)


def test_a_law_that_is_not_even_counts_as_it_is_stated() -> None:
    noisy = '{"true": {"true": 0.9, "false": 0.1}, "false": {"true": 0.1, "false": 0.9}}'
    asked = 'laws: {rare: {of: {secret: {"true": 0.1, "false": 0.9}}}}\nleakage: {q: {of: cell, under: rare}}'
    found = leaks(box("Bool", "Bool", noisy, asked))
    joint = np.array([[0.09, 0.01], [0.09, 0.81]])
    assert found["shannon"] == pytest.approx(mutual(joint, [0], [1]))
    assert found["min-entropy"] == 0.0  # `false` is the best guess whatever is seen


def test_a_gain_is_stated_and_named_and_a_lock_that_takes_three_tries_gains_three_guesses() -> None:
    rows = '{"0": "0", "1": "0", "2": "1", "3": "1"}'
    guesses = ", ".join(
        f'{"abcdef"[at]}: {{"{one}": 1, "{two}": 1}}'
        for at, (one, two) in enumerate([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
    )
    asked = (
        "laws: {even: {of: {secret: uniform}}}\n"
        f"gains: {{two-tries: {{of: [secret], guesses: {{{guesses}}}}}}}\n"
        "leakage: {q: {of: cell, under: even, gains: [two-tries]}}"
    )
    found = leaks(box("Fin 4", "Fin 2", rows, asked))
    assert set(found) == {"shannon", "min-entropy", "gain two-tries"}
    assert found["gain two-tries"] == pytest.approx(1.0)  # from one half to certainty


PAIR = """
ports: {{in a: Bool, in b: Fin 3, out reply: Bool}}
boxes: {{model: {{ports: {{in a: Bool, in b: Fin 3, out reply: Bool}}}}}}
wires: [a -> model.a, b -> model.b, model.reply -> reply]
boundaries: {{cell: {{inside: [model]}}}}
kernels: {{k: {{of: model, gives: {{reply: a}}}}}}
laws: {{even: {{of: {{a: uniform, b: uniform}}}}}}
gains: {{g: {{of: [{of}], guesses: {{yes: {{{yes}}}, no: {{{no}}}}}}}}}
leakage: {{q: {{of: cell, under: even, gains: [g]}}}}
"""


def test_the_names_of_a_gain_may_stand_in_any_order() -> None:
    for of, key in (("a, b", "{0}, {1}"), ("b, a", "{1}, {0}")):
        yes, no = (", ".join(f'"{key.format(a, b)}": 1' for b in range(3)) for a in ("true", "false"))
        found = leaks(PAIR.format(of=of, yes=yes, no=no))
        assert found["gain g"] == pytest.approx(1.0), of  # whether `a` holds is told, `b` is worth nothing


def test_a_gain_of_a_part_of_what_enters_is_told_from_one_of_all() -> None:
    asked = PAIR.format(of="a", yes='"true": 1', no='"false": 1')
    assert said(asked) == [("not-computed", "leakage:q", "the gain g is of a, and the secret is a, b")]
    assert leaks(asked.replace("under: even,", "under: even, secret: [a],"))["gain g"] == pytest.approx(1.0)


def test_what_rests_on_what_is_told_beside_the_numbers() -> None:
    found, _ = analysed(
        box(
            "Bool", "Bool", '{"true": "true", "false": "false"}', ASKED.replace("uniform}", "uniform}, basis: elicited")
        )
    )
    (row,) = found["q"]
    assert dict(row.rests) == {"kernel of model": "assumed", "law even": "elicited"}
    assert (row.method, row.law, row.secret, row.steps) == ("exact", "even", ("secret",), 1)


MOOD = """
ports: {in secret: Bool, out reply: Bool}
boxes: {model: {ports: {in secret: Bool, out reply: Bool}, memory: true}}
wires: [secret -> model.secret, model.reply -> reply]
boundaries: {cell: {inside: [model]}}
kernels:
  k:
    of: model
    keeps: {mood: {values: [calm, wild], starts: {calm: 0.75, wild: 0.25}}}
    rows: {"true, calm": {"true, calm": 0.8, "false, wild": 0.2}, "false, calm": "false, calm",
           "true, wild": {"true, wild": 0.5, "false, calm": 0.5}, "false, wild": {"true, calm": 0.3, "false, wild": 0.7}}
laws: {usual: {of: {secret: {"true": 0.4, "false": 0.6}}}}
"""
ROWS = {
    ("true", "calm"): {("true", "calm"): 0.8, ("false", "wild"): 0.2},
    ("false", "calm"): {("false", "calm"): 1.0},
    ("true", "wild"): {("true", "wild"): 0.5, ("false", "calm"): 0.5},
    ("false", "wild"): {("true", "calm"): 0.3, ("false", "wild"): 0.7},
}


def history(steps: int, start: Mapping[str, float]) -> float:
    """The information of all secrets and all replies, by going through every history."""
    chances: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
    for secrets in product(("true", "false"), repeat=steps):
        ways: dict[tuple[tuple[str, ...], str], float] = {((), mood): chance for mood, chance in start.items()}
        for secret in secrets:
            later: dict[tuple[tuple[str, ...], str], float] = {}
            for (replies, mood), chance in ways.items():
                for (reply, then), step in ROWS[secret, mood].items():
                    after = ((*replies, reply), then)
                    later[after] = later.get(after, 0.0) + chance * step
            ways = later
        weight = math.prod(0.4 if one == "true" else 0.6 for one in secrets)
        for (replies, _), chance in ways.items():
            chances[secrets, replies] = chances.get((secrets, replies), 0.0) + weight * chance
    rows, columns = (sorted({pair[at] for pair in chances}) for at in (0, 1))
    joint = np.array([[chances.get((row, column), 0.0) for column in columns] for row in rows])
    return mutual(joint, [0], [1])


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_over_some_instants_the_secret_is_all_that_enters_and_all_that_leaves_is_seen(steps: int) -> None:
    found = leaks(f"{MOOD}leakage: {{q: {{of: cell, under: usual, steps: {steps}}}}}\n")
    assert found["shannon"] == pytest.approx(history(steps, {"calm": 0.75, "wild": 0.25}))


def test_a_memory_may_begin_as_a_law_says_or_as_it_settles() -> None:
    begun = leaks(
        MOOD.replace('"false": 0.6}}', '"false": 0.6}, "model:mood": wild}')
        + "leakage: {q: {of: cell, under: usual}}\n"
    )
    assert begun["shannon"] == pytest.approx(history(1, {"wild": 1.0}))
    calm, wild = 0.4 * 0.5 + 0.6 * 0.3, 0.4 * 0.2  # from wild to calm, from calm to wild
    settled = leaks(MOOD + "leakage: {q: {of: cell, under: usual, start: settled}}\n")
    assert settled["shannon"] == pytest.approx(history(1, {"calm": calm / (calm + wild), "wild": wild / (calm + wild)}))


def test_what_is_kept_may_be_the_secret() -> None:
    found = leaks(MOOD + 'leakage: {q: {of: cell, under: usual, secret: ["model:mood"]}}\n')
    joint = np.array([[0.75 * 0.32, 0.75 * 0.68], [0.25 * 0.38, 0.25 * 0.62]])
    assert found["shannon"] == pytest.approx(mutual(joint, [0], [1]))


def test_what_is_kept_may_be_worth_something_though_the_law_leaves_its_beginning_to_the_box() -> None:
    gain = "gains: {guess: {of: ['model:mood'], guesses: {calm: {calm: 1}, wild: {wild: 1}}}}\n"
    asked = "leakage: {q: {of: cell, under: usual, secret: ['model:mood'], gains: [guess]}}"
    found = leaks(MOOD + gain + asked)
    assert found["gain guess"] == pytest.approx(found["min-entropy"])


def test_a_law_that_joins_what_enters_with_what_is_kept_settles_at_nothing() -> None:
    asked = "laws: {both: {of: {'secret, model:mood': uniform}}}\nleakage: {q: {of: cell, under: both, start: settled}}"
    told = "the law of secret, model:mood joins what enters and what is kept"
    assert said(MOOD.partition("laws:")[0] + asked) == [("not-computed", "leakage:q", told)]


def test_a_memory_without_a_question_has_no_number_and_says_why() -> None:
    told, diagram = checked(HEAD + MOOD)
    assert diagram is not None, told
    rows = run((BITS,), {DIAGRAM: diagram}, Request()).results[BITS].membranes["cell"]
    assert [one.refused for one in rows if one.way == "outward"] == [
        "boxes keep something, and only a question under `leakage` says for how many instants"
    ]


STAYS = """
ports: {in secret: Bool, out reply: Bool}
boxes: {model: {ports: {out reply: Bool, in secret: Bool}}}
wires: [secret -> model.secret, model.reply -> reply]
boundaries: {cell: {inside: [model]}}
kernels:
  k: {of: model, keeps: {reply: {starts: uniform}}, rows: {"true, true": "true", "true, false": "false", "false, true": "true", "false, false": "false"}}
laws: {usual: {of: {secret: uniform}}}
leakage: {q: {of: cell, under: usual, start: settled}}
"""


def test_a_memory_that_stays_as_it_is_has_no_one_law_at_which_it_settles() -> None:
    ((code, at, sentence),) = said(STAYS)
    assert (code, at) == ("not-computed", "leakage:q")
    assert sentence == "the memory does not settle at one law: 2 sets of states are never left: {true}; {false}"


def test_an_output_that_shows_what_is_kept_tells_the_secret_an_instant_later() -> None:
    delay = STAYS.replace(
        '"true, false": "false", "false, true": "true"', '"true, false": "true", "false, true": "false"'
    )
    assert leaks(delay.replace("start: settled", "steps: 1"))["shannon"] == 0.0
    assert leaks(delay.replace("start: settled", "steps: 3"))["shannon"] == pytest.approx(2.0)


HELD = """
ports: {in key: {type: Bool, fixed: true}, in noise: Bool, out reply: Bool}
boxes: {model: {ports: {in key: Bool, in noise: Bool, out reply: Bool}}}
wires: [key -> model.key, noise -> model.noise, model.reply -> reply]
boundaries: {cell: {inside: [model]}}
kernels:
  k: {of: model, rows: {"true, true": "true", "true, false": "false", "false, true": "false", "false, false": "true"}}
laws: {usual: {of: {key: uniform, noise: {"true": 0.9, "false": 0.1}}}}
"""


@pytest.mark.parametrize("steps", [1, 3])
def test_what_is_fixed_is_one_secret_however_often_it_is_looked_at(steps: int) -> None:
    found = leaks(HELD + f"leakage: {{q: {{of: cell, under: usual, secret: [key], steps: {steps}}}}}\n")
    good = [math.comb(steps, k) * 0.9**k * 0.1 ** (steps - k) for k in range(steps + 1)]
    joint = np.array([good, good[::-1]]) / 2
    assert found["shannon"] == pytest.approx(mutual(joint, [0], [1]))
    assert found["min-entropy"] == pytest.approx(math.log2(2 * joint.max(axis=0).sum()))


SHARES = """
ports: {in secret: Bool, in pad: Bool, out left: Bool, out right: Bool}
boxes: {model: {ports: {in secret: Bool, in pad: Bool, out left: Bool, out right: Bool}}}
wires: [secret -> model.secret, pad -> model.pad, model.left -> left, model.right -> right]
boundaries: {cell: {inside: [model]}}
kernels:
  k: {of: model, rows: {"true, true": "true, false", "true, false": "false, true", "false, true": "true, true", "false, false": "false, false"}}
laws: {usual: {of: {secret: uniform, pad: uniform}}, joint: {of: {"secret, pad": {"true, true": 0.5, "false, false": 0.5}}}}
leakage: {q: {of: cell, under: usual, secret: [secret]}, tied: {of: cell, under: joint, secret: [secret]}}
"""


def test_two_shares_tell_nothing_each_and_all_together() -> None:
    assert leaks(SHARES, wire="left")["shannon"] == 0.0
    assert leaks(SHARES, wire="right")["shannon"] == 0.0
    assert leaks(SHARES, wire=TOGETHER)["shannon"] == pytest.approx(1.0)
    assert leaks(SHARES, "tied", "left")["shannon"] == pytest.approx(1.0)


def test_what_enters_is_told_by_the_boxes_outside() -> None:
    text = """
ports: {in world: Fin 4, out reply: Bool}
boxes:
  curator: {ports: {in world: Fin 4, out data: Bool}}
  model: {ports: {in data: Bool, out reply: Bool}}
wires: [world -> curator.world, curator.data -> model.data, model.reply -> reply]
boundaries: {cell: {inside: [model]}}
kernels: {c: {of: curator, rows: {"0": "true", "1": "true", "2": "true", "3": "false"}}}
laws: {usual: {of: {world: uniform}}}
leakage: {q: {of: cell, under: usual, way: inward}}
"""
    found = leaks(text)
    assert found["shannon"] == pytest.approx(2 - 0.75 * math.log2(3))
    assert found["min-entropy"] == pytest.approx(1.0)


def test_what_is_possible_is_narrowed_and_no_chances_are_made_up() -> None:
    rows = '{"0": ["0", "1"], "1": "1", "2": "2", "3": "2"}'
    asked = 'laws: {some: {of: {secret: ["0", "1", "2"]}}}\nleakage: {q: {of: cell, under: some}}'
    found = leaks(box("Fin 4", "Fin 3", rows, asked))
    assert found == {"narrowing": pytest.approx(math.log2(3)), "certain": 1.0}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_channel_behind_another_tells_no_more_by_any_measure(seed: int) -> None:
    rng = np.random.default_rng(seed)

    def rows() -> str:
        table = rng.dirichlet(np.ones(3), size=3).round(3)
        table[:, 0] = 1 - table[:, 1:].sum(axis=1)
        lines = (
            f'"{at}": {{' + ", ".join(f'"{to}": {x:.3f}' for to, x in enumerate(row)) + "}"
            for at, row in enumerate(table)
        )
        return "{" + ", ".join(lines) + "}"

    gains = ", ".join(
        f"g{at}: {{" + ", ".join(f'"{x}": {v:.2f}' for x, v in enumerate(rng.random(3))) + "}" for at in range(3)
    )
    text = f"""
ports: {{in secret: Fin 3, out reply: Fin 3}}
boxes: {{one: {{ports: {{in x: Fin 3, out y: Fin 3}}}}, two: {{ports: {{in x: Fin 3, out y: Fin 3}}}}}}
wires: [secret -> one.x, one.y -> two.x, two.y -> reply]
boundaries: {{inner: {{inside: [one]}}, outer: {{inside: [inner, two]}}}}
kernels: {{a: {{of: one, rows: {rows()}}}, b: {{of: two, rows: {rows()}}}}}
laws: {{even: {{of: {{secret: uniform}}}}}}
gains: {{g: {{of: [secret], guesses: {{{gains}}}}}}}
leakage: {{short: {{of: inner, under: even, gains: [g]}}, long: {{of: outer, under: even, gains: [g]}}}}
"""
    short, long = leaks(text, "short"), leaks(text, "long")
    assert set(short) == {"shannon", "min-entropy", "gain g"}
    assert all(long[measure] <= short[measure] + 1e-9 for measure in short)


def test_the_rest_is_what_the_other_chances_of_a_row_leave() -> None:
    text = box("Bool", "Bool", '{"true": {"true": p, "false": rest}, "false": {"true": rest, "false": 0.9}}', ASKED)
    found = leaks("parameters: {p: {type: Real, default: 0.9}}\n" + text)
    assert found["shannon"] == pytest.approx(0.5310, abs=5e-5)
    assert said(text.replace("p, ", "1.25, "))[0][2] == "true, false has the chance -0.25"


@pytest.mark.parametrize("chances", [(0.7, 0.2, 0.1), (0.06, 0.57, 0.37), (0.33, 0.56, 0.11)])
def test_the_rest_of_what_sums_to_one_is_nothing_to_the_last_digit(chances: tuple[float, ...]) -> None:
    """Of floating-point numbers it would be a little, on this side or that."""
    stated = ", ".join(f'"{at}": {chance}' for at, chance in enumerate(chances))
    found = leaks(box("Bool", "Fin 4", f'{{"true": {{{stated}, "3": rest}}, "false": {{{stated}}}}}', ASKED))
    assert found == {"shannon": 0.0, "min-entropy": 0.0}


def test_what_is_told_can_be_followed_while_a_parameter_changes() -> None:
    text = box("Bool", "Bool", '{"true": "true", "false": "false"}', ASKED)
    told, diagram = checked(HEAD + text)
    assert diagram is not None, told
    found = run((BITS,), {DIAGRAM: diagram}, Request()).results[BITS]
    gauges = BITS.body().gauges
    assert gauges is not None
    numbers = {one.name: round(one.lower, 9) for one in gauges(found)}
    assert numbers == {"q.reply.shannon": 1.0, "q.reply.min-entropy": 1.0}


def test_no_gain_leakage_is_above_the_min_capacity() -> None:
    rows = '{"0": {"0": 0.5, "1": 0.5}, "1": {"0": 0.2, "1": 0.8}, "2": "1"}'
    asked = (
        'laws: {odd: {of: {secret: {"0": 0.2, "1": 0.3, "2": 0.5}}}}\n'
        'gains: {g: {of: [secret], guesses: {a: {"0": 3, "1": 1}, b: {"2": 1}}}}\n'
        "leakage: {q: {of: cell, under: odd, gains: [g]}}"
    )
    found, _ = analysed(box("Fin 3", "Fin 2", rows, asked))
    numbers = found["q"][0].numbers
    assert numbers is not None and numbers.min_capacity is not None
    assert numbers.min_capacity == pytest.approx(math.log2(1.5))
    assert max(numbers.leaks[one] for one in ("min-entropy", "gain g")) <= numbers.min_capacity
