"""Cartesian splits from a file: infiltration and exfiltration as going through every state gives them, 0 exactly when tight."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from interlock.analysis.answer import DIAGRAM, Request
from interlock.analysis.exhibit import Table
from interlock.analysis.plan import run
from interlock.semantics.measure import mutual
from interlock_boundaries.analyses import SPLIT
from interlock_boundaries.split_answer import Divided, Flow
from interlock_boundaries.split_table import show
from tests.swiss_cheese.proposals import checked

HEAD = "interlock: 1\nproposal: p\n"
PARTS = ("mind", "limb", "sensor", "world")


def analysed(text: str) -> tuple[Mapping[str, Divided], list[tuple[str, ...]]]:
    told, diagram = checked(HEAD + text)
    assert diagram is not None, told
    ran = run((SPLIT,), {DIAGRAM: diagram}, Request())
    assert not ran.failed, ran.failed
    said: list[tuple[str, ...]] = [
        (one.finding.rule.code, one.finding.subject[0], one.finding.says.plain()) for one in ran.findings
    ]
    return ran.results[SPLIT].splits, said


def flows(text: str) -> tuple[Flow, Flow]:
    one = analysed(text)[0]["body"]
    assert one.infiltration is not None and one.exfiltration is not None, one.refused
    return one.infiltration, one.exfiltration


def body(shake: str = "false", leak: str = "false", rest: str = "") -> str:
    """A mind in a skin, with a wall through which the world may shake it, and a skull through which the world may look."""
    return f"""
boxes:
  world: {{memory: true, ports: {{out now: Bool, in acts: Bool, in seen: Bool}}}}
  sensor: {{memory: true, ports: {{out now: Bool, in world: Bool}}}}
  mind: {{memory: true, ports: {{out now: Bool, in sensed: Bool, in shake: Bool}}}}
  limb: {{memory: true, ports: {{out now: Bool, in mind: Bool}}}}
  wall: {{ports: {{in world: Bool, out shake: Bool}}}}
  skull: {{ports: {{in mind: Bool, out seen: Bool}}}}
wires:
  - world.now -> sensor.world, wall.world
  - limb.now -> world.acts
  - sensor.now -> mind.sensed
  - mind.now -> limb.mind, skull.mind
  - wall.shake -> mind.shake
  - skull.seen -> world.seen
boundaries: {{skin: {{inside: [mind, limb]}}}}
kernels:
  world: {{of: world, keeps: {{now: {{starts: uniform}}}}, gives: {{now: not (acts = seen)}}}}
  sensor: {{of: sensor, keeps: {{now: {{starts: uniform}}}}, gives: {{now: world}}}}
  mind: {{of: mind, keeps: {{now: {{starts: uniform}}}}, gives: {{now: not (sensed = shake)}}}}
  limb: {{of: limb, keeps: {{now: {{starts: uniform}}}}, gives: {{now: mind}}}}
  wall: {{of: wall, rows: {{"true": {shake}, "false": "false"}}}}
  skull: {{of: skull, rows: {{"true": {leak}, "false": "false"}}}}
laws: {{usual: {{of: {{"mind:now": uniform}}}}}}
splits: {{body: {{of: skin, active: [limb], passive: [sensor], under: usual}}}}
{rest}
"""


def test_a_skin_through_which_nothing_passes_is_tight_to_the_last_digit_though_wires_cross_it() -> None:
    for flow in flows(body(shake='"false"', leak='"false"')):
        assert flow == Flow(True, "usual", 0.0, 0.0, 0.0, flow.at)
    assert analysed(body(shake='"false"', leak='"false"'))[1] == []


def test_a_thin_wall_lets_in_what_a_z_channel_carries_and_nothing_out() -> None:
    into, out = flows(body(shake='{"true": 0.5, "false": 0.5}', leak='"false"'))
    assert not into.tight and out.tight
    assert into.shannon_least == pytest.approx(math.log2(1.25), abs=1e-6)
    entropy = -(0.25 * math.log2(0.25) + 0.75 * math.log2(0.75))
    assert into.shannon == pytest.approx(entropy - 0.5)
    assert out.shannon == out.shannon_most == 0.0
    assert analysed(body(shake='{"true": 0.5, "false": 0.5}', leak='"false"'))[1] == [
        (
            "not-tight",
            "splits:body",
            "something gets in past what it senses by, up to 0.3219 bit in one instant (Shannon)",
        )
    ]


def test_a_glass_skull_lets_the_mind_be_seen() -> None:
    into, out = flows(body(shake='"false"', leak='"true"'))
    assert into.tight and not out.tight
    assert out.shannon == pytest.approx(1.0)
    assert out.shannon_least == pytest.approx(1.0, abs=1e-6)
    rows = show_rows(body(shake='"false"', leak='"true"'))
    assert ("body", "infiltration", "yes", "usual", "0.0000 bit") in {tuple(row[:5]) for row in rows}


def show_rows(text: str) -> Sequence[Sequence[str]]:
    told, diagram = checked(HEAD + text)
    assert diagram is not None, told
    (table,) = show(run((SPLIT,), {DIAGRAM: diagram}, Request()).results[SPLIT])
    assert isinstance(table, Table)
    return table.rows


def test_of_what_is_possible_it_is_told_whether_something_passes_and_no_bits() -> None:
    into, out = flows(body(shake='["true", "false"]', leak='"false"'))
    assert into == Flow(False)
    assert out == Flow(True)


SHAKEN = """
ports: {in shake: Fin 3}
boxes:
  world: {memory: true, ports: {out now: Bool}}
  mind: {memory: true, ports: {out now: Bool, in sensed: Bool, in shake: Fin 3}}
wires: [world.now -> mind.sensed, shake -> mind.shake]
boundaries: {skin: {inside: [mind]}}
kernels:
  world: {of: world, keeps: {now: {starts: uniform}}, rows: {"true": "true", "false": "false"}}
  mind:
    of: mind
    keeps: {now: {starts: uniform}}
    rows: ROWS
laws: {usual: {of: {shake: ["0", "1", "2"]}}}
splits: {body: {of: skin, under: usual}}
"""


def test_under_a_law_of_what_is_possible_it_counts_what_is_and_not_in_how_many_ways() -> None:
    """Sensed or not, a shake may leave the mind either way; the one in two of three ways, the other in one."""
    keys = [(sensed, shake, mind) for sensed in ("true", "false") for shake in range(3) for mind in ("true", "false")]
    rows = ", ".join(
        f'"{sensed}, {shake}, {mind}": "{"true" if shake < 1 + (sensed == "true") else "false"}"'
        for sensed, shake, mind in keys
    )
    into, _ = flows(SHAKEN.replace("ROWS", f"{{{rows}}}"))
    assert into == Flow(True)
    chances = rows.replace(': "true"', ': {"true": 0.9, "false": 0.1}')
    found, _ = analysed(SHAKEN.replace("ROWS", f"{{{chances}}}"))
    assert found["body"].refused == "the law usual says what is possible, and boxes state chances"


def test_without_a_law_the_most_is_still_known() -> None:
    into, out = flows(body(shake='{"true": 0.9, "false": 0.1}', leak='"false"').replace(", under: usual", ""))
    assert into.shannon is None and into.shannon_least is not None and into.shannon_least > 0
    assert out.shannon_most == 0.0


def test_laws_of_many_outer_inputs_are_never_multiplied_out() -> None:
    """Thirty that are told apart would be an array of 2^30 numbers; one of them is looked at."""
    names = [f"u{at}" for at in range(30)]
    into, out = flows(
        f"ports: {{{', '.join(f'in {name}: Bool' for name in names)}}}\n"
        "boxes:\n"
        "  world: {memory: true, ports: {out now: Bool, in acts: Bool, in u: Bool}}\n"
        "  mind: {memory: true, ports: {out now: Bool, in sensed: Bool}}\n"
        "wires: [mind.now -> world.acts, world.now -> mind.sensed, u0 -> world.u]\n"
        "boundaries: {skin: {inside: [mind]}}\n"
        "kernels:\n"
        "  world: {of: world, keeps: {now: {starts: uniform}}, gives: {now: u}}\n"
        "  mind: {of: mind, keeps: {now: {starts: uniform}}, gives: {now: sensed}}\n"
        f"laws: {{usual: {{of: {{{', '.join(f'{name}: uniform' for name in names)}}}}}}}\n"
        "splits: {body: {of: skin, under: usual}}\n"
    )
    assert into.shannon == pytest.approx(1.0)
    assert out == Flow(True, "usual", 0.0, 0.0, 0.0, out.at)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_four_boxes_pass_what_going_through_all_states_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = {name: rng.random((2,) * 4) * (rng.random((2,) * 4) < 0.9) for name in PARTS}
    for name in PARTS:  # some depend on some parts only
        for axis in range(4):
            if rng.random() < 0.4:
                tables[name] = np.broadcast_to(tables[name].mean(axis=axis, keepdims=True), (2,) * 4)
    start = rng.dirichlet(np.ones(16)).reshape((2,) * 4)
    into, out = flows(written(tables, start))
    step = np.ones((2,) * 8)
    for at, name in enumerate(PARTS):
        both = np.stack([1 - tables[name].round(3), tables[name].round(3)], axis=-1)
        step = step * both.reshape((2,) * 4 + tuple(2 if one == at else 1 for one in range(4)))
    joint = start[(..., *[None] * 4)] * step
    assert into.shannon == pytest.approx(mutual(joint, [4, 5], [3], [0, 1, 2]), abs=1e-9)
    assert out.shannon == pytest.approx(mutual(joint, [6, 7], [0], [1, 2, 3]), abs=1e-9)
    for flow in (into, out):
        assert flow.shannon_most is not None and flow.shannon is not None and flow.shannon_least is not None
        assert flow.shannon <= flow.shannon_most + 1e-6
        assert flow.tight == (flow.shannon_most == 0.0)
        assert not flow.tight or flow.shannon == 0.0


def written(tables: Mapping[str, NDArray[np.float64]], start: NDArray[np.float64]) -> str:
    """Four boxes, each of which sees what all show and keeps a bit of it."""
    said = ("false", "true")
    boxes, wires, kernels = [], [], []
    for name in PARTS:
        others = [other for other in PARTS if other != name]
        ports = ", ".join(f"in {other}: Bool" for other in others)
        boxes.append(f"  {name}: {{memory: true, ports: {{out now: Bool, {ports}}}}}")
        wires += [f"  - {other}.now -> {name}.{other}" for other in others]
        rows = []
        for at in np.ndindex(2, 2, 2, 2):
            by = dict(zip(PARTS, at, strict=True))
            key = ", ".join(said[by[one]] for one in (*others, name))
            chance = tables[name][at].round(3)
            rows.append(f'"{key}": {{"true": {chance:.3f}, "false": {1 - chance:.3f}}}')
        kernels.append(f"  {name}: {{of: {name}, keeps: {{now: {{}}}}, rows: {{{', '.join(rows)}}}}}")
    cells = ", ".join(f"{name}:now" for name in PARTS)
    law = ", ".join(f'"{", ".join(said[one] for one in at)}": {start[at]:.17g}' for at in np.ndindex(2, 2, 2, 2))
    return (
        "boxes:\n"
        + "\n".join(boxes)
        + "\nwires:\n"
        + "\n".join(wires)
        + "\nboundaries: {skin: {inside: [mind, limb]}}\n"
        "kernels:\n" + "\n".join(kernels) + f'\nlaws: {{usual: {{of: {{"{cells}": {{{law}}}}}}}}}\n'
        "splits: {body: {of: skin, active: [limb], passive: [sensor], under: usual}}\n"
    )


@pytest.mark.parametrize(
    ("changed", "to", "at", "sentence"),
    [
        ("active: [limb]", "active: [world]", "splits:body/active", "world is not inside skin, so it is no active part of its boundary"),
        ("passive: [sensor]", "passive: [mind]", "splits:body/passive", "mind is not outside of skin, so it is no passive part of its boundary"),
        ("  sensor: {of: sensor, keeps: {now: {starts: uniform}}, gives: {now: world}}\n", "", "splits:body", "sensor without a kernel"),
        ("limb, keeps: {now: {starts: uniform}}", "limb, keeps: {now: {}}", "splits:body/under", "the law usual says nothing of limb:now, and nothing else how it begins"),
    ],
)  # fmt: skip
def test_what_keeps_a_split_from_having_numbers_is_told_at_its_key(
    changed: str, to: str, at: str, sentence: str
) -> None:
    text = body(shake='"false"', leak='"false"')
    assert changed in text
    found, said = analysed(text.replace(changed, to))
    assert said == [("not-computed", at, sentence)]
    assert found["body"].refused == sentence


def test_a_diagram_that_keeps_nothing_has_no_state_to_split() -> None:
    text = """
ports: {in a: Bool, out b: Bool}
boxes: {copy: {ports: {in a: Bool, out b: Bool}}}
wires: [a -> copy.a, copy.b -> b]
boundaries: {skin: {inside: [copy]}}
kernels: {k: {of: copy, gives: {b: a}}}
splits: {body: {of: skin}}
"""
    assert analysed(text)[1] == [
        ("not-computed", "splits:body", "no box keeps anything, so that there is no state to split")
    ]
