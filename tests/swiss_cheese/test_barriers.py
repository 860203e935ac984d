"""What opens the barriers of a route, what they rest on, and the pictures of both."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings

from interlock.analysis.chart import BowTie, Grid
from interlock.analysis.exhibit import Exhibit, Lit, Table
from interlock.api.diagram import Element, owner
from interlock.draw.chart.draw import draw_chart
from interlock_swiss_cheese.analyses import BARRIERS
from interlock_swiss_cheese.depict import PICTURED, depict
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.guarded import Barriers, Guard, Guarded
from tests.swiss_cheese.diagrams import ROUTES, asked
from tests.swiss_cheese.oracle import World, happens
from tests.swiss_cheese.proposals import checked as check
from tests.swiss_cheese.worlds import checked, worlds

BARRIER = (
    "ports: {in a: Text, out b: Text}, failures: {events: {missed: {}}, rules: [harm at b if harm at a and missed]}"
)
APART = "{independent: [filter.missed, reader.missed, model.errs], because: They share nothing.}"
COUNTED = "{july: {of: filter.missed, failures: 3, trials: 80}}"


def surveyed(text: str) -> Barriers:
    """The barriers of a proposal."""
    told, diagram = check("interlock: 1\nproposal: p\n" + text)
    assert diagram is not None, told
    return asked(diagram, BARRIERS).results[BARRIERS]


def two_barriers(dependence: str = APART, evidence: str = "{}", more: str = "", lineage: str = "people") -> Guarded:
    """A model behind a filter and a reader."""
    return surveyed(f"""
ports: {{out answer: Text}}
labels: {{lineage: {{names: any}}}}
boxes:
  model: {{ports: {{out b: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at b if errs]}}}}
  filter: {{{BARRIER}, labels: {{lineage: [maker]}}}}
  reader: {{{BARRIER}, labels: {{lineage: [{lineage}]}}}}
wires: [model.b -> filter.a, filter.b -> reader.a, reader.b -> answer]
failures:
  types: {{harm: {{}}}}
  events: {{outage: {{}}, model.errs: {{probability: 0.5}}, reader.missed: {{probability: 0.1}}, filter.missed: {{probability: 0.1}}}}
  dependence: [{dependence}]
evidence: {evidence}
hazards: {{harmed: {{top: harm at answer}}}}
{more}
""").hazards["harmed"]


def guards(found: Guarded) -> dict[str, Guard]:
    """The barriers of the only route."""
    (lane,) = found.lanes
    return {guard.box: guard for guard in lane.guards}


def pictures(found: Guarded) -> tuple[Exhibit, ...]:
    """What is depicted of one hazard."""
    return tuple(depict(Barriers({"harmed": found})))


# ---- what opens them -------------------------------------------------------------------------------------------------


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_what_begins_a_route_and_opens_its_barriers_suffices_for_the_hazard(world: World) -> None:
    results = asked(checked(world), BARRIERS).results
    routes = results[ROUTES]
    ways = routes.hazards[Element("hazards:harmed")].thinnest
    for lane, way in zip(results[BARRIERS].hazards["harmed"].lanes, ways, strict=True):
        passed = [f"{one} | {other}" for one, other in pairwise(vertex(*step) for step in way.steps)]
        if sum(one in routes.guards for one in passed) > len(lane.guards):
            continue  # in a loop some barriers are not counted, so that none is twice
        holes = [guard.opened_by for guard in lane.guards]
        assert all(guard.told_all for guard in lane.guards if guard.opened_by)
        for begun, *opened in product(lane.begins_by, *holes):
            assert happens(world, {*begun, *(event for some in opened for event in some)})


def test_a_barrier_is_opened_by_its_own_events_and_not_by_what_began_the_route() -> None:
    found = two_barriers()
    (lane,) = found.lanes
    assert (lane.begins_by, lane.begins_with) == ((("model.errs",),), "harm at model.b")
    assert {box: guard.opened_by for box, guard in guards(found).items()} == {
        "filter": (("filter.missed",),),
        "reader": (("reader.missed",),),
    }


def test_barriers_to_two_failures_are_credited_whatever_began_the_other_failure() -> None:
    gate = "ports: {in a: Text, out b: Text}, failures: {events: {missed: {}, jams: {}}, rules: [harm at b if (harm at a or loss at a) and (missed or jams), loss at b if loss at a]}"
    found = surveyed(f"""
ports: {{out answer: Text}}
boxes:
  model: {{ports: {{out b: Text}}, failures: {{events: {{errs: {{}}, slips: {{}}}}, rules: [harm at b if errs, loss at b if slips]}}}}
  first: {{{gate}}}
  second: {{{gate}}}
wires: [model.b -> first.a, first.b -> second.a, second.b -> answer]
failures:
  types: {{harm: {{}}, loss: {{}}}}
  dependence: [{{independent: [first.missed, second.missed, first.jams, second.jams], because: They share nothing.}}]
hazards: {{harmed: {{top: harm at answer}}}}
""").hazards["harmed"]
    both = [[guard.credited for guard in lane.guards] for lane in found.lanes if len(lane.guards) == 2]
    assert both
    assert all(map(all, both))


def test_a_cause_of_both_is_an_opening_of_both() -> None:
    found = two_barriers("{cause: outage, of: [filter.missed, reader.missed]}")
    assert {guard.opened_by for guard in guards(found).values()} == {
        (("filter.missed",), ("outage",)),
        (("outage",), ("reader.missed",)),
    }
    assert guards(found)["filter"].because == "with reader: outage opens both"


# ---- what they rest on -----------------------------------------------------------------------------------------------


def test_a_barrier_is_declared_until_all_that_opens_it_is_measured() -> None:
    assert {guard.status for guard in guards(two_barriers()).values()} == {"declared"}
    counted = guards(two_barriers(evidence=COUNTED))
    assert (counted["filter"].status, counted["reader"].status) == ("measured", "declared")


def test_a_value_without_counts_measures_nothing() -> None:
    cited = guards(two_barriers(evidence="{july: {of: filter.missed, value: 0.1, cites: [a study]}}"))
    assert cited["filter"].status == "declared"


def test_an_adversary_who_chooses_what_opens_a_barrier_has_it_open() -> None:
    found = guards(two_barriers(more="adversaries: {thief: {controls: [filter.missed]}}"))
    assert (found["filter"].status, found["reader"].status) == ("chosen", "declared")


def test_a_barrier_that_is_opened_by_what_begins_the_route_is_open() -> None:
    found = guards(two_barriers("{cause: model.errs, of: [filter.missed]}"))
    assert (found["filter"].status, found["filter"].opened_by) == ("open", ((),))
    assert found["reader"].status == "declared"


def test_a_barrier_whose_hole_is_the_breach_of_a_proved_claim_is_proved() -> None:
    found = surveyed("""
ports: {out answer: Text}
boxes:
  model: {ports: {out b: Text}, failures: {events: {errs: {}}, rules: [harm at b if errs]}}
  counter: {ports: {out n: {type: Nat, guarantee: n <= 3}}}
  gate: {ports: {in a: Text, in n: Nat, out b: Text}, failures: {rules: [late at b if late at a]}}
wires: [model.b -> gate.a, counter.n -> gate.n, gate.b -> answer]
failures:
  types: {harm: {}, late: {}}
  rules: [harm at gate.b if harm at gate.a and breach of small]
claims: {small: counter.n <= 4}
hazards: {harmed: {top: harm at answer}}
""").hazards["harmed"]
    (guard,) = guards(found).values()
    assert (guard.status, guard.opened_by) == ("proved", (("breach at counter.n",),))


def test_barriers_are_credited_beside_one_another_only_where_they_are_stated_to_be_independent() -> None:
    assert {guard.credited for guard in guards(two_barriers()).values()} == {True}
    silent = guards(two_barriers(""))
    assert [guard.credited for guard in silent.values()] == [False, False]
    assert silent["filter"].because == "nothing states that it is independent of reader"
    shared = guards(two_barriers(lineage="maker"))
    assert shared["filter"].because == "with reader: they share the lineage maker"


# ---- the pictures ----------------------------------------------------------------------------------------------------


def test_the_matrix_is_green_only_where_a_barrier_is_measured_and_credited() -> None:
    for found in (two_barriers(), two_barriers(evidence=COUNTED), two_barriers("", evidence=COUNTED)):
        (matrix,) = (one for one in pictures(found) if isinstance(one, Grid))
        (row,) = matrix.rows
        cells = dict(zip(matrix.columns, row.cells, strict=True))
        for box, guard in guards(found).items():
            cell = cells[box]
            assert cell is not None
            green = guard.status == "measured" and guard.credited
            assert (cell.shade.tone == "good") == green
            assert (cell.shade.fill == "hatched") == (guard.status == "declared")
            assert cell.shade.sign.startswith("M" if guard.status == "measured" else "D")


def test_the_matrix_has_the_routes_with_the_fewest_barriers_first_and_marks_those_without() -> None:
    found = surveyed(f"""
ports: {{out answer: Text, out other: Text}}
boxes:
  model: {{ports: {{out b: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at b if errs]}}}}
  filter: {{{BARRIER}}}
  mixer: {{ports: {{in x: Text, in y: Text, out b: Text}}}}
wires: [model.b -> filter.a, filter.b -> mixer.x, model.b -> mixer.y, mixer.b -> answer, model.b -> other]
failures: {{types: {{harm: {{}}}}}}
hazards: {{harmed: {{top: harm at answer}}}}
""").hazards["harmed"]
    (matrix,) = (one for one in pictures(found) if isinstance(one, Grid))
    assert [row.name for row in matrix.rows] == ["model > mixer > answer", "model > [filter] > mixer > answer"]
    first, second = matrix.rows
    assert first.cells[0] is not None and first.cells[0].shade.meaning == "no barrier at all"
    assert first.cells[2] is None and second.cells[2] is not None


def test_the_bow_tie_has_causes_at_the_left_and_outer_ports_at_the_right() -> None:
    (tie,) = (one for one in pictures(two_barriers()) if isinstance(one, BowTie))
    assert (tie.centre, tie.below) == ("harmed", "harm at answer")
    (cause,), (follows,) = tie.left.strands, tie.right.strands
    assert (cause.name, [bead.name for bead in cause.beads]) == ("model.errs", ["filter", "reader"])
    assert (follows.name, follows.note, follows.beads) == ("answer", "harm leaves the system there", ())


def test_what_follows_from_a_hazard_within_meets_the_barriers_behind_it() -> None:
    found = surveyed(f"""
ports: {{out answer: Text}}
boxes:
  model: {{ports: {{out b: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at b if errs]}}}}
  rescue: {{{BARRIER}}}
wires: [model.b -> rescue.a, rescue.b -> answer]
failures: {{types: {{harm: {{}}}}}}
hazards: {{harmed: {{top: harm at model.b}}}}
""").hazards["harmed"]
    (outlook,) = found.outlooks
    assert (outlook.port, outlook.failure, [guard.box for guard in outlook.guards]) == ("answer", "harm", ["rescue"])
    assert outlook.guards[0].opened_by == (("rescue.missed",),)


def test_a_hazard_without_routes_is_led_to_by_its_smallest_cut_sets() -> None:
    events = ", ".join(f"e{k}: {{}}" for k in range(20))
    top = " or ".join(f"e{k}" for k in range(20))
    found = surveyed(f"failures: {{events: {{{events}}}}}\nhazards: {{harmed: {{top: {top}}}}}\n").hazards["harmed"]
    (tie,) = pictures(found)
    assert isinstance(tie, BowTie)
    assert len(tie.left.strands) == 12
    assert tie.left.rest == "8 more minimal cut sets, none with fewer events."
    assert tie.right.rest == "It is about events: what follows is not said."


def test_the_diagram_is_lit_along_the_thinnest_route() -> None:
    (lit,) = (one for one in pictures(two_barriers()) if isinstance(one, Lit))
    assert lit.marks["filter"] == ("route", "barrier")  # type: ignore[index]
    assert lit.note == "model > [filter] > [reader] > answer. A barrier stands in brackets."
    assert {owner(element) for element in lit.marks if ":" not in element} >= {"model", "filter", "reader"}


def test_of_many_hazards_the_first_are_depicted_and_the_others_named() -> None:
    many = Barriers({f"h{k}": Guarded() for k in range(PICTURED + 2)})
    *drawn, rest = depict(many)
    assert len(drawn) == PICTURED
    assert isinstance(rest, Table) and rest.note.startswith("2 more: h12, h13.")


@pytest.mark.parametrize("routes", [0, 7, 10**30])
def test_the_rest_is_counted_exactly(routes: int) -> None:
    found = two_barriers()
    (tie,) = (one for one in pictures(Guarded(lanes=found.lanes, routes=routes + 1)) if isinstance(one, BowTie))
    assert tie.left.rest == (f"{routes:,} more routes, none with fewer barriers." if routes else "")
    draw_chart(tie)
