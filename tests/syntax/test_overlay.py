"""Variants laid over a file, and what they drop."""

from __future__ import annotations

import pickle
import re
from typing import cast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from interlock.syntax.fault import Dropped, NothingDropped, NothingEdited, UnknownVariant
from interlock.syntax.node import Mapping, Node, Scalar, Sequence, place
from interlock.syntax.overlay import overlay
from interlock.syntax.overlay import settings as setting
from interlock.syntax.parse import Parsed, parse
from interlock.syntax.surface import Item, Surface
from interlock.text.outcome import Outcome
from interlock.text.source import Source

BASE = """\
proposal: p
parameters: {n: {type: Nat, default: 3}, S: Type}
boxes:
  planner: {kind: Planner, labels: {trust: low, lineage: [a]}}
  monitor: Monitor
  gate: Gate
wires:
  - planner.plan -> gate.plan, monitor.plan, log.plan
  - monitor.alarm -> gate.alarm
  - gate.action -> action
learns:
  - {learn: gate.score ~> planner, by: gradient}
  - {learn: monitor.loss ~> monitor, by: imitation}
failures:
  events: {jolt: {probability: 0.1}, monitor.late: {probability: 0.2}}
  rules: [silent at monitor.alarm if jolt, wrong at gate.action]
  dependence: [{cause: jolt, of: [monitor.late, gate.jams]}, {independent: [gate.jams, jolt], because: no monitor}]
hazards:
  harm: {top: unsafe at action and monitor.late}
  loss: {top: breach of watched}
  other: {top: unsafe at action, doc: The monitor may be late.}
claims:
  watched: {says: "monitor.alarm => safe gate.action"}
  kept: {says: safe gate.action}
boundaries:
  box: {inside: [planner, monitor], admits: ["planner.plan -> gate.plan, monitor.plan", gate.score ~> planner], channels: {c: {event: monitor.late}}}
adversaries:
  red: {controls: [planner.schemes], sees: [monitor.alarm]}
evidence:
  july: {of: gate.jams, failures: 1, trials: 9, on: {plan: monitor.alarm}}
"""


def surfaces(variant: str, base: str = BASE) -> tuple[str, Parsed, Outcome[Surface]]:
    text = base + "variants:\n  v: " + variant.replace("\n", "\n    ") + "\n"
    parsed = parse(Source("f", text))
    assert parsed.faults == ()
    return text, parsed.value, overlay(parsed.value.surface, "v")


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.entries}
    return [plain(member) for member in node.members]


def shown(surface: Surface, section: str) -> object:
    items = surface.sections[section].values()
    if isinstance(surface.heads[section].node, Sequence):
        return [plain(item.node) for item in items]
    return {item.key.value: plain(item.node) for item in items if item.key}


def words(item: Item) -> list[Scalar]:
    def inside(node: Node) -> list[Scalar]:
        if isinstance(node, Scalar):
            return [node]
        if isinstance(node, Mapping):
            return [scalar for key, value in node.entries for scalar in (key, *inside(value))]
        return [scalar for member in node.members for scalar in inside(member)]

    return inside(item.node) + ([item.key] if item.key else [])


def check_places(text: str, parsed: Parsed, surface: Surface) -> None:
    """Every character of the overlaid surface stands where its item says."""
    for section, items in surface.sections.items():
        for item in items.values():
            for scalar in words(item):
                if scalar.value == "kind" and section == "boxes":
                    continue  # spelt out for the author
                for k, character in enumerate(scalar.value):
                    site = item.site(place(scalar, k), place(scalar, k) + 1)
                    found = text[parsed.starts[site.anchor] + site.start]
                    assert found == character or character in ", "


def test_mappings_merge_key_by_key_at_every_depth() -> None:
    text, parsed, made = surfaces(
        "{boxes: {planner: {labels: {trust: high}}, monitor: {labels: {trust: low}}, new: Gate}}"
    )
    assert made.faults == ()
    assert shown(made.value, "boxes") == {
        "planner": {"kind": "Planner", "labels": {"trust": "high", "lineage": ["a"]}},
        "monitor": {"kind": "Monitor", "labels": {"trust": "low"}},
        "gate": "Gate",
        "new": "Gate",
    }
    check_places(text, parsed, made.value)


def test_a_bare_scalar_over_a_mapping_replaces_the_key_it_is_short_for() -> None:
    _, _, made = surfaces("{boxes: {planner: Robot}, parameters: {n: Int}}")
    assert shown(made.value, "boxes") == {
        "planner": {"kind": "Robot", "labels": {"trust": "low", "lineage": ["a"]}},
        "monitor": "Monitor",
        "gate": "Gate",
    }
    assert shown(made.value, "parameters") == {"n": {"type": "Int", "default": "3"}, "S": "Type"}


def test_another_form_of_an_item_replaces_it() -> None:
    text = BASE + "variants: {v: {claims: {kept: {held-out: a.b from c}}}}\n"
    surface = parse(Source("f", text)).value.surface
    made = overlay(surface, "v", {"claims": ("says", "held-out")})
    assert shown(made.value, "claims")["kept"] == {"held-out": "a.b from c"}  # type: ignore[index]


def test_a_wire_takes_over_its_targets_and_learn_wires_replace_those_of_their_ends() -> None:
    text, parsed, made = surfaces(
        "\nwires: [monitor.x -> gate.plan, monitor.y -> gate.alarm]\nlearns: [{learn: gate.score  ~>  planner, by: selection}]\n"
        "failures: {rules: [a at b]}"
    )
    assert made.faults == ()
    assert shown(made.value, "wires") == [
        "planner.plan -> monitor.plan, log.plan",
        "gate.action -> action",
        "monitor.x -> gate.plan",
        "monitor.y -> gate.alarm",
    ]
    assert shown(made.value, "learns") == [
        {"learn": "monitor.loss ~> monitor", "by": "imitation"},
        {"learn": "gate.score  ~>  planner", "by": "selection"},
    ]
    assert shown(made.value, "failures")["rules"] == ["a at b"]  # type: ignore[index]
    check_places(text, parsed, made.value)


def test_items_that_a_variant_does_not_touch_are_the_same_objects_and_the_base_is_unchanged() -> None:
    text = BASE + "variants:\n  v: {boxes: {gate: {labels: {x: y}}}, drop: [claims.kept], wires: [a.b -> action]}\n"
    parsed = parse(Source("f", text))
    before = pickle.dumps(parsed.value.surface)
    made = overlay(parsed.value.surface, "v").value
    assert pickle.dumps(parsed.value.surface) == before
    changed = {
        (section, name)
        for section, items in parsed.value.surface.sections.items()
        for name, item in items.items()
        if made.sections[section].get(name) is not item
    }
    assert changed == {("boxes", "gate"), ("claims", "kept"), ("wires", "gate.action -> action")}


def test_a_box_that_is_dropped_takes_along_what_names_it() -> None:
    text, parsed, made = surfaces("{drop: [boxes.monitor]}")
    (note,) = made.faults
    assert isinstance(note, Dropped)
    assert text[parsed.starts[note.site.anchor] + note.site.start :].startswith("boxes.monitor")
    surface = made.value
    assert list(surface.sections["boxes"]) == ["planner", "gate"]
    assert shown(surface, "wires") == ["planner.plan -> gate.plan, log.plan", "gate.action -> action"]
    assert shown(surface, "learns") == [{"learn": "gate.score ~> planner", "by": "gradient"}]
    assert shown(surface, "failures") == {
        "events": {"jolt": {"probability": "0.1"}},
        "rules": ["wrong at gate.action"],
        "dependence": [{"independent": ["gate.jams", "jolt"], "because": "no monitor"}],
    }
    assert shown(surface, "hazards") == {"other": {"top": "unsafe at action", "doc": "The monitor may be late."}}
    assert shown(surface, "claims") == {"kept": {"says": "safe gate.action"}}
    assert shown(surface, "boundaries") == {
        "box": {"inside": ["planner"], "admits": ["planner.plan -> gate.plan", "gate.score ~> planner"]}
    }
    assert shown(surface, "adversaries") == {"red": {"controls": ["planner.schemes"]}}
    assert shown(surface, "evidence") == {}
    assert "hazards:loss" in note.gone  # it names a claim that went
    assert note.trimmed == (
        "wires:planner.plan -> gate.plan, monitor.plan, log.plan",
        "failures:events",
        "failures:rules",
        "failures:dependence",
        "boundaries:box",
        "adversaries:red",
    )
    check_places(text, parsed, surface)


def test_wires_learn_wires_and_parts_of_items_can_be_dropped() -> None:
    _, _, made = surfaces(
        '{drop: ["gate.score ~> planner", "planner.plan -> monitor.plan", failures.events.jolt, hazards.harm]}'
    )
    assert [fault.code for fault in made.faults] == ["dropped"] * 4
    surface = made.value
    assert shown(surface, "learns") == [{"learn": "monitor.loss ~> monitor", "by": "imitation"}]
    assert shown(surface, "wires")[0] == "planner.plan -> gate.plan, log.plan"  # type: ignore[index]
    assert shown(surface, "failures") == {
        "events": {"monitor.late": {"probability": "0.2"}},
        "rules": ["wrong at gate.action"],
    }
    assert shown(surface, "boundaries")["box"]["admits"] == ["planner.plan -> gate.plan"]  # type: ignore[index]


@pytest.mark.parametrize("name", ["a", "in a"])
def test_a_port_of_the_outside_goes_with_the_wires_that_name_it(name: str) -> None:
    text = "interlock: 1\nproposal: p\nports: {in a: Nat, in b: Nat}\nboxes: {}\nwires: [a -> x.a, b -> x.b]\nvariants: {v: {drop: [ports.%s]}}\n"
    made = overlay(parse(Source("p.yaml", text % name)).value.surface, "v")
    assert [fault.code for fault in made.faults] == ["dropped"]
    assert list(made.value.sections["ports"]) == ["in b"]
    assert shown(made.value, "wires") == ["b -> x.b"]


def test_what_is_dropped_must_be_there() -> None:
    _, _, made = surfaces('{drop: [boxes.monitr, nothing.x, x, "a ~> b", {y: z}]}')
    assert [fault.code for fault in made.faults] == ["unknown-name"] * 4 + ["wrong-shape"]
    first = made.faults[0]
    assert isinstance(first, NothingDropped)
    assert first.nearest[0] == "boxes.monitor"


def test_a_dropped_box_may_come_back_with_wires_of_its_own() -> None:
    _, _, made = surfaces("{drop: [boxes.monitor], boxes: {monitor: Quiet}, wires: [monitor.alarm -> gate.alarm]}")
    assert shown(made.value, "boxes")["monitor"] == "Quiet"  # type: ignore[index]
    assert shown(made.value, "wires")[-1] == "monitor.alarm -> gate.alarm"  # type: ignore[index]


def test_an_empty_variant_is_the_base_and_an_unknown_one_is_told_with_the_nearest() -> None:
    for empty in ("{}", "", "{fails: [type-mismatch], doc: d}"):
        _, parsed, made = surfaces(empty)
        assert made.faults == ()
        assert made.value == parsed.surface
        (fault,) = overlay(parsed.surface, "w").faults
        assert isinstance(fault, UnknownVariant)
        assert fault.known == ("v",)
    assert [f.code for f in overlay(parse(Source("f", BASE)).value.surface, "v").faults] == ["unknown-name"]


def test_a_variant_of_the_wrong_shape_is_told() -> None:
    for variant in ("3", "[a]", "{boxes: 3}", "{boxes: [a]}", "{wires: {a: b}}", "{uses: [x]}", "{variants: {}}"):
        _, parsed, made = surfaces(variant)
        assert [fault.code for fault in made.faults] in (["wrong-shape"], ["unknown-key"])
        assert made.value == parsed.surface


def test_a_box_put_into_a_wire_is_a_box_and_two_wires() -> None:
    edited = "{insert: {sieve: {on: 'planner.plan  ->  monitor.plan, log.plan', in: x, out: y, kind: Sieve}}}"
    spelt = "{boxes: {sieve: {kind: Sieve}}, wires: [planner.plan -> sieve.x, 'sieve.y -> monitor.plan, log.plan']}"
    text, parsed, made = surfaces(edited)
    assert made.faults == ()
    assert shown(made.value, "boxes") == shown(surfaces(spelt)[2].value, "boxes")
    wires = [str(wire).replace("  ", " ") for wire in cast("list[str]", shown(made.value, "wires"))]
    assert wires == shown(surfaces(spelt)[2].value, "wires")
    item = list(made.value.sections["wires"].values())[-2]
    scalar = words(item)[0]
    site = item.site(place(scalar, scalar.value.index("sieve")), scalar.end)
    start = parsed.starts[site.anchor]
    assert text[start + site.start : start + site.end] == "x"


def test_a_box_is_replaced_whole_and_keeps_its_place() -> None:
    text, parsed, made = surfaces("{replace: {planner: {kind: Robot}}, boxes: {planner: {labels: {a: b}}}}")
    assert made.faults == ()
    boxes = cast("dict[str, object]", shown(made.value, "boxes"))
    assert list(boxes) == ["planner", "monitor", "gate"]
    assert boxes["planner"] == {"kind": "Robot", "labels": {"a": "b"}}
    check_places(text, parsed, made.value)


def test_edits_of_the_wrong_shape_or_of_what_is_not_there_are_told() -> None:
    for variant in ("{insert: x}", "{insert: {a: {on: a.b -> c.d}}}", "{replace: [a]}"):
        assert [fault.code for fault in surfaces(variant)[2].faults] == ["wrong-shape"]
    for variant in ("{insert: {a: {on: gate.x -> y, in: i, out: o}}}", "{replace: {gates: Gate}}"):
        (fault,) = surfaces(variant)[2].faults
        assert isinstance(fault, NothingEdited)
    assert surfaces("{replace: {gates: Gate}}")[2].faults[0].nearest == ("gate",)  # type: ignore[attr-defined]
    empty = parse(Source("f", "proposal: p\nvariants: {v: {insert: {a: {on: x -> y, in: i, out: o}}}}\n")).value.surface
    assert [fault.code for fault in overlay(empty, "v").faults] == ["unknown-name"]


def test_a_section_that_the_base_does_not_have_can_be_added() -> None:
    text, parsed, made = surfaces("{allow: [{lint: x}], scenarios: {s: 0.1}}")
    assert shown(made.value, "allow") == [{"lint": "x"}]
    assert shown(made.value, "scenarios") == {"s": "0.1"}
    head = made.value.heads["allow"]
    assert head.key is not None
    site = head.site(head.key.start, head.key.end)
    assert text[parsed.starts[site.anchor] + site.start :].startswith("allow")


def test_settings_replace_the_defaults_of_parameters() -> None:
    surface = parse(Source("f", BASE)).value.surface
    made = setting(surface, {"n": "25", "S": "Nat"})
    assert made.faults == ()
    assert shown(made.value, "parameters") == {
        "n": {"type": "Nat", "default": "25"},
        "S": {"type": "Type", "default": "Nat"},
    }
    assert made.value.sections["boxes"] is surface.sections["boxes"]
    assert [fault.code for fault in setting(surface, {"m": "1"}).faults] == ["unknown-name"]
    assert setting(surface, {}).value is surface


NAMES = st.sampled_from(["a", "b", "c", "a-b", "ab"])
PORTS = st.builds("{}.{}".format, NAMES, st.sampled_from("xy"))
WIRES = st.lists(
    st.builds(
        lambda source, targets: f"{source} -> {', '.join(targets)}", PORTS, st.lists(PORTS, min_size=1, max_size=3)
    ),
    max_size=5,
)
VALUES = st.recursive(
    st.one_of(PORTS, NAMES, st.builds("{} of {}".format, NAMES, PORTS)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)


def flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]" if isinstance(value, list) else str(value)


@given(
    st.lists(NAMES, unique=True, min_size=1),
    WIRES,
    st.dictionaries(st.sampled_from("pqr"), VALUES, max_size=3),
    st.lists(VALUES, max_size=3),
    NAMES,
)
@settings(max_examples=300, deadline=None)
def test_a_dropped_name_is_mentioned_nowhere(
    boxes: list[str], wires: list[str], items: dict[str, object], members: list[object], dropped: str
) -> None:
    assume(dropped in boxes)
    text = "boxes:\n" + "".join(f"  {box}: K\n" for box in boxes)
    text += "wires:\n" + "".join(f"  - {wire}\n" for wire in wires)
    text += f"claims: {flow(items)}\nproxies: {flow(members)}\nvariants: {{v: {{drop: [boxes.{dropped}]}}}}\n"
    parsed = parse(Source("f", text))
    assert parsed.faults == ()
    made = overlay(parsed.value.surface, "v").value
    mention = re.compile(rf"(?<![\w\-]){dropped}(?![\w\-])")
    for section in ("boxes", "wires", "claims", "proxies"):
        for item in made.sections[section].values():
            assert not any(
                mention.search(scalar.value) for scalar in words(item) if section != "boxes" or scalar is item.key
            )
    kept = {wire for wire in wires if not mention.search(wire)}
    assert kept <= {plain(item.node) for item in made.sections["wires"].values()}


@given(WIRES, WIRES)
@settings(max_examples=300, deadline=None)
def test_the_last_wire_to_a_target_is_its_source(below: list[str], above: list[str]) -> None:
    text = (
        "wires:"
        + "".join(f"\n  - {wire}" for wire in below)
        + "\nvariants:\n  v:\n    wires:"
        + "".join(f"\n      - {wire}" for wire in above)
        + "\n"
    )
    parsed = parse(Source("f", text))
    assert parsed.faults == ()
    made = overlay(parsed.value.surface, "v")

    def pairs(lines: list[str]) -> list[tuple[str, str]]:
        split = [line.split(" -> ") for line in lines]
        return [(source, target) for source, targets in split for target in targets.split(", ")]

    taken = {target for _, target in pairs(above)}
    expected = [pair for pair in pairs(below) if pair[1] not in taken] + pairs(above)
    assert pairs([str(plain(item.node)) for item in made.value.sections["wires"].values()]) == expected
    check_places(text, parsed.value, made.value)
