"""Independence is earned, and barriers are credited by it."""

from __future__ import annotations

import pytest

from tests.swiss_cheese.proposals import Analysed, analysed
from tests.swiss_cheese.test_scenarios_and_evidence import ends

APART = "{independent: [filter.missed, reader.missed, model.errs], because: They share nothing.}"


def guarded(lineages: tuple[str, str], dependence: str, events: str = "") -> Analysed:
    """A model behind two barriers."""
    barrier = (
        "ports: {in a: Text, out b: Text}, failures: {events: {missed: {}}, rules: [harm at b if harm at a and missed]}"
    )
    return analysed(f"""
ports: {{out answer: Text}}
labels: {{lineage: {{names: any}}}}
boxes:
  model: {{ports: {{out b: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at b if errs]}}}}
  filter: {{{barrier}, labels: {{lineage: [{lineages[0]}]}}}}
  reader: {{{barrier}, labels: {{lineage: [{lineages[1]}]}}}}
wires: [model.b -> filter.a, filter.b -> reader.a, reader.b -> answer]
failures:
  types: {{harm: {{}}}}
  events: {{model.errs: {{probability: 0.5}}, filter.missed: {{probability: 0.1}}, reader.missed: {{probability: 0.1}}{events}}}
  dependence: [{dependence}]
hazards: {{harmed: {{top: harm at answer}}}}
""")


def credit(found: Analysed) -> tuple[int, ...]:
    """The credited barriers of the routes."""
    routes = found.answer().routes
    assert routes is not None
    return routes.credited


def test_barriers_that_are_stated_to_be_independent_and_share_nothing_are_both_credited() -> None:
    found = guarded(("maker, gpu", "people"), APART)
    assert credit(found) == (2,)
    assert ends(found.answer().probability.declared) == pytest.approx([0.005] * 2)
    assert not {"dual-credit", "independence-contradicted"} & set(found.codes())


def test_a_lineage_in_common_contradicts_the_statement_and_one_barrier_is_credited() -> None:
    found = guarded(("maker, gpu", "gpu"), APART)
    assert credit(found) == (1,)
    said = found.finding("independence-contradicted").says.plain()
    assert "filter.missed and reader.missed" in said and "filter and reader share the lineage gpu" in said
    assert found.answer().probability.declared is None
    assert "share the lineage gpu" in str(found.answer().probability.refused)
    assert found.finding("dual-credit").subject == ("hazards:harmed", "filter", "reader")
    assert found.finding("independence-contradicted").subject == ("failures:0/dependence/0", "filter", "reader")


@pytest.mark.parametrize(
    "model", ["{cause: outage, of: [filter.missed, reader.missed]}", "{beta: 0.1, of: [filter.missed, reader.missed]}"]
)
def test_a_cause_in_common_that_is_modelled_earns_independence_of_the_rest(model: str) -> None:
    found = guarded(("gpu", "gpu"), f"{APART}, {model}", ", outage: {probability: 0.001}")
    assert "independence-contradicted" not in found.codes()
    assert found.answer().probability.declared is not None


def test_an_event_that_opens_both_barriers_is_dual_credit() -> None:
    cause = "{cause: outage, of: [filter.missed, reader.missed]}"
    found = guarded(("maker", "people"), f"{APART}, {cause}", ", outage: {probability: 0.001}")
    assert "outage opens both" in found.finding("dual-credit").says.plain()
    assert credit(found) == (1,)


def test_without_a_statement_one_barrier_is_credited_and_nothing_is_said() -> None:
    found = guarded(("maker", "people"), "{independent: [model.errs], because: It comes first.}")
    assert credit(found) == (1,)
    assert "dual-credit" not in found.codes()
    none = guarded(("maker", "people"), APART.replace("filter.missed, ", ""))
    assert credit(none) == (1,)


INNER = """
interlock: 1
proposal: inner
ports: {in a: Text, out b: Text}
boxes: {gate: {ports: {in a: Text, out b: Text}, failures: {events: {jams: {}}, rules: [harm at b if harm at a and jams]}}}
wires: [a -> gate.a, gate.b -> b]
failures: {types: {harm: {}}, events: {gate.jams: {probability: 0.1}}}
"""


def test_what_is_nested_comes_from_what_its_box_comes_from() -> None:
    found = analysed(
        """
interlock: 1
proposal: outer
ports: {in x: Text, out y: Text}
labels: {lineage: {names: any}}
boxes:
  one: {kind: ./inner.yaml, labels: {lineage: [rack]}}
  two: {kind: ./inner.yaml, labels: {lineage: [rack]}}
wires: [x -> one.a, one.b -> two.a, two.b -> y]
failures:
  types: {harm: {}}
  events: {a: {probability: 0.1}}
  rules: [harm at x if a]
  dependence: [{independent: [one/gate.jams, two/gate.jams, a], because: They share nothing.}]
hazards: {harmed: {top: harm at y}}
""",
        inner=INNER,
    )
    assert "share the lineage rack" in found.finding("independence-contradicted").says.plain()


KIT = """
interlock: 1
vocabulary: kit
failures: {types: {harm: {}}}
labels: {lineage: {names: any}}
kinds:
  Step: {ports: {in x: Text, out y: Text}, failures: {events: {missed: {}}, rules: [harm at y if harm at x and missed]}}
"""


def row(lineages: list[str], dependence: str = "", events: str = "", silent: int = 0) -> Analysed:
    """A route past so many barriers, of whose holes all but the last few ``silent`` ones are stated to be independent."""
    number = len(lineages)
    boxes = ", ".join(f"m{at}: {{kind: Step, labels: {{lineage: [{one}]}}}}" for at, one in enumerate(lineages))
    wires = ", ".join(["x -> m0.x", *(f"m{at}.y -> m{at + 1}.x" for at in range(number - 1)), f"m{number - 1}.y -> y"])
    holes = ", ".join(f"m{at}.missed" for at in range(number - silent))
    stated = f"{{independent: [{holes}], because: They share nothing.}}{dependence.format(holes)}"
    text = f"""
uses: [./kit.yaml]
ports: {{in x: Text, out y: Text}}
boxes: {{{boxes}}}
wires: [{wires}]
failures: {{events: {{{events}}}, rules: [harm at x], dependence: [{stated}]}}
hazards: {{harmed: {{top: harm at y}}}}
"""
    return analysed(text, kit=KIT)


@pytest.mark.parametrize("number", [2, 3, 14])
@pytest.mark.parametrize(
    ("dependence", "events"), [(", {{cause: outage, of: [{}]}}", "outage: {}"), (", {{beta: 0.1, of: [{}]}}", "")]
)
def test_an_event_that_opens_all_barriers_of_a_route_makes_one_of_them(
    number: int, dependence: str, events: str
) -> None:
    found = row([f"maker{at}" for at in range(number)], dependence, events)
    assert credit(found) == (1,)
    assert found.finding("dual-credit").subject == ("hazards:harmed", *(f"m{at}" for at in range(number)))
    assert ("opens all of them" in found.finding("dual-credit").says.plain()) == (number > 2)


def test_many_barriers_of_one_lineage_are_told_together() -> None:
    found = row(["us"] * 10)
    assert credit(found) == (1,)
    says = found.finding("dual-credit").says.plain()
    assert says.startswith("m0, m1, m2, m3, m4, m5, m6, m7 and 2 others are met on one route")
    assert says.endswith("they share the lineage us")


@pytest.mark.parametrize("number", [11, 12, 13, 40])
def test_all_that_are_independent_are_credited_however_many_they_are(number: int) -> None:
    lineages = [f"maker{at}" for at in range(number)]
    assert credit(row(lineages)) == (number,)
    assert credit(row(lineages, silent=1)) == (number - 1,)
    assert credit(row([*lineages[:-1], lineages[0]], silent=1)) == (number - 1,)
