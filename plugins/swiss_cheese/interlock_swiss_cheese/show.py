"""Tables of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from interlock.api.analysis import Exhibit, Table
from interlock_swiss_cheese.answer import HazardAnswer, SwissCheese
from interlock_swiss_cheese.bounds import Bounds
from interlock_swiss_cheese.chance import Chance, Measured
from interlock_swiss_cheese.likelihood import Probability
from interlock_swiss_cheese.show_importance import contributions
from interlock_swiss_cheese.show_remedies import remedies
from interlock_swiss_cheese.ways import along

NAMED = 4
"""So many items of evidence are named behind a number."""

SHOWN = 12
"""So many cut sets are shown in a table."""


def show(answer: SwissCheese) -> Sequence[Exhibit]:
    """A table of all hazards, the thinnest routes and the smallest cut sets of each, and what the numbers rest on."""
    if not answer.hazards:
        return (Table("Hazards", (), (), "The proposal names no hazards."),)
    found: list[Exhibit] = [_hazards(answer), *_probabilities(answer), *_deployments(answer)]
    for name, one in answer.hazards.items():
        found += [*_ways(name, one), *_effort(name, one), *contributions(name, one)]
    return (*found, *remedies(answer), *_events(answer))


def _hazards(answer: SwissCheese) -> Table:
    columns = ("hazard", "routes", "by barriers met", "minimal cut sets", "by order", "minimal path sets")
    rows = tuple(_summary(name, one) for name, one in answer.hazards.items())
    return Table(
        "Hazards", columns, rows, " ".join(note for each in answer.hazards.items() for note in _partial(*each))
    )


def _partial(name: str, one: HazardAnswer) -> Iterator[str]:
    """What was not found, why, and what of that; what the probability was refused for is said there."""
    if one.cut_short:
        claims = ", ".join(one.cut_short)
        yield (
            f"{name}: not all path sets of {claims} were found; cut sets may lack members, so it may be rarer than is said."
        )
    if one.refused and not (one.probability.refused or "").startswith(one.refused):
        yield f"{name}: {one.refused}."
    if one.minimal_cut_sets is not None and one.minimal_cut_sets.at_most is not None:
        yield f"{name}: the cut sets are not counted; `at most` is a bound, and they may be far fewer."


def _summary(name: str, one: HazardAnswer) -> tuple[str, ...]:
    routes, cuts, paths = one.routes, one.minimal_cut_sets, one.minimal_path_sets
    met = ", ".join(f"{marks}: {number}" for marks, number in routes.by_barriers.items()) if routes else ""
    orders = ", ".join(f"{order}: {number}" for order, number in cuts.by_order.items()) if cuts else ""
    return (
        name,
        _count(routes.count, sum(routes.by_barriers.values())) if routes else "" if cuts else _count(None),
        met,
        _count(cuts.count, at_most=cuts.at_most) if cuts else _count(None),
        orders,
        _count(paths.count if paths else None),
    )


def _count(number: int | None, at_least: int = 0, at_most: int | None = None) -> str:
    if number is None and at_most is not None:
        return f"at most {_count(at_most)}"
    if number is None:
        return f"at least {at_least}" if at_least else "not known"
    return f"{number:,}" if number < 10**12 else f"{Decimal(number):.3e}"


def _probabilities(answer: SwissCheese) -> Iterator[Table]:
    columns = ("hazard", "whatever the dependence", "as declared", "if all were independent", "target")
    rows: list[tuple[str, ...]] = []
    for name, one in answer.hazards.items():
        target = f"<= {one.target.limit:g} per {one.target.per}: {one.target.verdict}" if one.target else ""
        rows.append((name, *_columns(one.probability), target))
        given = one.probability.by_scenario.items()
        if any(each.no_assumption is not None for _, each in given):
            rows += [(f"{name} in {scenario}", *_columns(each), "") for scenario, each in given]
    refused = {name: one.probability.refused for name, one in answer.hazards.items() if one.probability.refused}
    note = " ".join(f"{name}: {why}." for name, why in refused.items())
    yield Table("Probability per use", columns, tuple(rows), note)


def _deployments(answer: SwissCheese) -> Iterator[Table]:
    columns = ("hazard", "uses", "uses with harm, on average", "in some use", "as declared", "if uses were independent")
    rows: list[tuple[str, ...]] = []
    for name, one in answer.hazards.items():
        if one.deployment is not None and one.deployment.uses != (1.0, 1.0):
            many, mean = one.deployment.uses, one.deployment.expected
            rows.append(
                (name, _interval(*many), _interval(*mean) if mean else "refused", *_columns(one.deployment.probability))
            )
    if rows:
        yield Table("Per deployment", columns, tuple(rows))


def _columns(one: Probability) -> tuple[str, str, str]:
    return _bounds(one.no_assumption), _bounds(one.declared), _bounds(one.independent)


def _bounds(bounds: Bounds | None) -> str:
    if bounds is None:
        return "refused"
    return f"{_interval(bounds.lower, bounds.upper)} ({bounds.method})"


def _ways(name: str, one: HazardAnswer) -> Iterator[Table]:
    if one.routes is not None and one.routes.thinnest:
        each = zip(one.routes.thinnest, one.routes.barriers, one.routes.credited, strict=True)
        rows = tuple(dict.fromkeys((str(len(met)), str(credit), along(way, met)) for way, met, credit in each))
        left = (one.routes.count or 0) - len(one.routes.thinnest)
        note = "A barrier stands in brackets." + (f" {left} more." if left > 0 else "")
        yield Table(f"Thinnest routes to {name}", ("barriers", "credited", "way"), rows, note)
    if one.minimal_cut_sets is not None and one.minimal_cut_sets.listed:
        listed = one.minimal_cut_sets.listed[:SHOWN]
        cuts = tuple((str(len(cut)), " and ".join(cut)) for cut in listed)
        left = (one.minimal_cut_sets.count or 0) - len(cuts)
        yield Table(f"Minimal cut sets of {name}", ("order", "events"), cuts, f"{left} more." if left > 0 else "")


def _effort(name: str, one: HazardAnswer) -> Iterator[Table]:
    if one.effort is not None:
        columns = ("holes", "one after the other", "all at once")
        row = (" and ".join(one.effort.holes), f"{one.effort.apart:.4g}", f"{one.effort.together:.4g}")
        yield Table(f"Tries that {name} takes on average, where holes are probed", columns, (row,))


def _events(answer: SwissCheese) -> Iterator[Table]:
    chances = answer.events.values()
    if any(one.missing is None or one.by_scenario for one in chances):
        rows: list[tuple[str, ...]] = []
        for name, chance in answer.events.items():
            rows.append((name, _chance(chance), _basis(chance)))
            rows += [(f"{name} in {where}", _chance(one), _basis(one)) for where, one in chance.by_scenario.items()]
        weighing = ", ".join(f"{name} {_interval(*ends)}" for name, ends in answer.scenarios.items())
        note = f"Weights of the scenarios: {weighing}." if weighing else ""
        yield Table("What the probabilities rest on", ("event", "probability", "basis"), tuple(rows), note)
    if answer.unused:
        columns = ("evidence", "of", "would say", "not used because")
        shown = tuple(
            (name, one.of, _interval(one.lower, one.upper) + _counts(one.measured, " from {}"), one.because)
            for name, one in answer.unused.items()
        )
        yield Table("Evidence that is not used", columns, shown)


def _chance(chance: Chance) -> str:
    if chance.chosen is not None and not chance.by_scenario:
        return "chosen"
    if chance.lower is None or chance.upper is None:
        return "" if chance.by_scenario else "none"
    return _interval(chance.lower, chance.upper)


def _basis(chance: Chance) -> str:
    """Where a chance comes from: by whom it is chosen, what is missing, or its basis with counts and evidence."""
    if chance.by_scenario:
        return "over the scenarios"
    if chance.missing is not None:
        return chance.missing
    if chance.chosen is not None:
        return f"by {chance.chosen}"
    if chance.expected is not None:
        return f"{chance.basis}: {_interval(*chance.expected)} expected"
    some, left = chance.evidence[:NAMED], len(chance.evidence) - NAMED
    named = f" ({', '.join(some)}{f' and {left} more' if left > 0 else ''})" if some else ""
    return chance.basis + _counts(chance.measured, ": {}") + named


def _counts(measured: Measured | None, around: str) -> str:
    return "" if measured is None else around.format(f"{measured.failures} of {measured.trials}")


def _interval(lower: float, upper: float) -> str:
    return f"{lower:.4g}" if lower == upper else f"{lower:.4g} .. {upper:.4g}"
