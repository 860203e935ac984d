"""Latents from a file: what mediates, is natural, is minimal; and when the minimal latent is the product of the things."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.plan import run
from interlock.semantics.latent import classified, latent
from interlock_boundaries.analyses import LATENT
from interlock_boundaries.latent import COMMON, PRODUCT
from interlock_boundaries.latent_answer import Explanation
from interlock_boundaries.latent_table import show
from tests.swiss_cheese.proposals import checked

HEAD = "interlock: 1\nproposal: p\n"
NOTHING = "ports: {out a: Bool}\nboxes: {one: {ports: {out a: Bool}}}\nwires: [one.a -> a]\n"


def analysed(text: str) -> tuple[Mapping[str, Explanation], list[tuple[str, ...]]]:
    told, diagram = checked(HEAD + text)
    assert diagram is not None, told
    ran = run((LATENT,), {DIAGRAM: diagram}, Request())
    assert not ran.failed, ran.failed
    said: list[tuple[str, ...]] = [
        (one.finding.rule.code, one.finding.subject[0], one.finding.says.plain()) for one in ran.findings
    ]
    return ran.results[LATENT].latents, said


def explained(law: str, latent: str) -> Explanation:
    found, said = analysed(f"{NOTHING}laws: {{joint: {{of: {law}}}}}\nlatents: {{q: {latent}}}\n")
    assert said == []
    return found["q"]


def claim(found: Explanation) -> tuple[object, ...]:
    tested = found.coslice_product
    assert tested is not None
    return tested.holds, tested.minimal_exists, tested.latent, tested.product


def test_a_common_cause_that_both_show_is_natural_minimal_and_the_product() -> None:
    found = explained('{"x, y, k": {"0, 0, a": 0.5, "1, 1, b": 0.5}}', "{of: [x, y], under: joint, candidates: [k]}")
    assert found.candidates["k"].natural and found.candidates["k"].minimal
    assert claim(found) == (True, True, 1.0, 1.0)


def test_a_block_that_both_share_is_the_minimal_latent_and_not_the_product() -> None:
    rows = ", ".join(f'"{b}{i}, {b}{j}, {b}": 0.125' for b in "01" for i in "01" for j in "01")
    found = explained(f'{{"x, y, block": {{{rows}}}}}', "{of: [x, y], under: joint, candidates: [block]}")
    one = found.candidates["block"]
    assert (one.mediation, dict(one.redundancy)) == (0.0, {"x": 0.0, "y": 0.0})
    assert one.natural and one.minimal
    assert not found.candidates[PRODUCT].natural
    assert found.common_part == pytest.approx(1.0)
    assert claim(found) == (False, True, pytest.approx(1.0), pytest.approx(3.0))


def test_of_one_thing_and_of_independent_ones_the_claim_gives_the_join_and_fails() -> None:
    alone = explained('{x: {"0": 0.25, "1": 0.75}}', "{of: [x], under: joint}")
    assert claim(alone) == (False, True, 0.0, pytest.approx(0.8112781245))
    assert alone.candidates[COMMON].natural and not alone.candidates[COMMON].minimal
    apart = explained('{x: {"0": 0.5, "1": 0.5}, y: {"0": 0.5, "1": 0.5}}', "{of: [x, y], under: joint}")
    assert claim(apart) == (False, True, 0.0, pytest.approx(2.0))
    assert apart.candidates[COMMON].minimal


COIN = """
ports: {out a: Bool, out b: Bool, out c: Bool}
boxes: {coin: {ports: {out side: Bool}}, one: {ports: {in side: Bool, out x: Bool}}, two: {ports: {in side: Bool, out x: Bool}}}
wires: [coin.side -> one.side, coin.side -> two.side, coin.side -> c, one.x -> a, two.x -> b]
kernels:
  coin: {of: coin, rows: {"-": uniform}}
  one: {of: one, rows: {"true": {"true": 0.9, "false": 0.1}, "false": {"true": 0.1, "false": 0.9}}}
  two: {of: two, rows: {"true": {"true": 0.9, "false": 0.1}, "false": {"true": 0.1, "false": 0.9}}}
"""


def test_ports_of_the_diagram_are_explained_by_another_port() -> None:
    found, said = analysed(COIN + "latents: {q: {of: [one.x, b], candidates: [coin.side]}}\n")
    assert said == []
    coin = found["q"].candidates["coin.side"]
    assert coin.mediation == 0.0
    assert coin.redundancy["b"] == pytest.approx(0.4689955936)
    assert not coin.natural and not coin.minimal  # no latent is: nothing is common, and what is common does not mediate
    assert claim(found["q"]) == (False, False, 0.0, pytest.approx(1.6800770457))
    assert analysed(COIN + "latents: {q: {of: [one.x, b], candidates: [coin.side], tolerance: 0.5 bit}}\n")[1] == []


@pytest.mark.parametrize(
    ("latent", "at", "sentence"),
    [
        ("{of: [one.x, d]}", "latents:q", "d is no port, and no name of the law"),
        ("{of: [one.x, one.x]}", "latents:q/of", "one.x stands twice"),
        ("{of: [x, one.x], under: own}", "latents:q", "x is no port, and no name of the law"),
    ],
)
def test_what_cannot_be_asked_is_told(latent: str, at: str, sentence: str) -> None:
    text = COIN + 'laws: {own: {of: {x: {"0": 1}}}}\n' + f"latents: {{q: {latent}}}\n"
    assert analysed(text)[1] == [("not-computed", at, sentence)]


def test_a_tolerance_makes_natural_what_is_nearly_so() -> None:
    nearly = '{"x, y, k": {"0, 0, a": 0.499, "1, 1, b": 0.499, "0, 1, a": 0.001, "1, 0, b": 0.001}}'
    text = NOTHING + f"laws: {{joint: {{of: {nearly}}}}}\n"
    told, diagram = checked(
        HEAD + text + "latents: {q: {of: [x, y], under: joint, candidates: [k], tolerance: 0.1 bit}}\n"
    )
    assert diagram is not None, told
    found = run((LATENT,), {DIAGRAM: diagram}, Request()).results[LATENT]
    assert found.latents["q"].candidates["k"].natural
    exact = explained(nearly, "{of: [x, y], under: joint, candidates: [k]}")
    assert not exact.candidates["k"].natural
    tables = show(found)
    assert [table.title for table in tables] == ["Latents, in bits of Shannon's measure", "Minimal latents"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_all_things_together_are_what_the_candidate_with_a_value_for_each_is(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sizes = [int(one) for one in rng.integers(1, 4, size=int(rng.integers(1, 4)))]
    law = rng.random(sizes) * (rng.random(sizes) < 0.6)
    law[tuple(0 for _ in sizes)] += 0.1
    law /= law.sum()
    classes = np.full(law.shape, -1)
    classes[law > 0] = np.arange(np.count_nonzero(law))
    wanted = latent(classified(law, classes))
    names = [f"x{at}" for at in range(len(sizes))]
    rows = ", ".join(f'"{", ".join(map(str, at))}": {law[at]:.17g}' for at in np.ndindex(*sizes) if law[at] > 0)
    found = explained(f'{{"{", ".join(names)}": {{{rows}}}}}', f"{{of: [{', '.join(names)}], under: joint}}")
    one = found.candidates[PRODUCT]
    assert (one.mediation, one.natural, one.minimal) == (0.0, wanted.natural, wanted.minimal)
    assert list(one.redundancy.values()) == pytest.approx(list(wanted.redundancy), abs=1e-9)
    assert wanted.mediation == pytest.approx(0.0, abs=1e-12)
