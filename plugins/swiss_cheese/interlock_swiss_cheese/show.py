"""Tables of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Exhibit, Table
from interlock_swiss_cheese.answer import HazardAnswer, SwissCheese
from interlock_swiss_cheese.chance import Chance
from interlock_swiss_cheese.likelihood import Bounds

SHOWN = 12
"""So many cut sets are shown in a table."""


def show(answer: SwissCheese) -> Sequence[Exhibit]:
    """A table of all hazards, the thinnest routes and the smallest cut sets of each, and what the numbers rest on."""
    if not answer.hazards:
        return (Table("Hazards", (), (), "The proposal names no hazards."),)
    found: list[Exhibit] = [_hazards(answer), *_probabilities(answer)]
    for name, one in answer.hazards.items():
        found += _ways(name, one)
    return (*found, *_events(answer))


def _hazards(answer: SwissCheese) -> Table:
    columns = ("hazard", "routes", "by barriers met", "minimal cut sets", "by order", "minimal path sets")
    rows = tuple(_summary(name, one) for name, one in answer.hazards.items())
    return Table(
        "Hazards", columns, rows, " ".join(_partial(name, one) for name, one in answer.hazards.items() if one.cut_short)
    )


def _partial(name: str, one: HazardAnswer) -> str:
    """That a search for the path sets of claims was cut short, and what of that."""
    claims = ", ".join(one.cut_short)
    return (
        f"{name}: not all path sets of {claims} were found; cut sets may lack members, so it may be rarer than is said."
    )


def _summary(name: str, one: HazardAnswer) -> tuple[str, ...]:
    routes, cuts, paths = one.routes, one.minimal_cut_sets, one.minimal_path_sets
    met = ", ".join(f"{marks}: {number}" for marks, number in routes.by_barriers.items()) if routes else ""
    orders = ", ".join(f"{order}: {number}" for order, number in cuts.by_order.items()) if cuts else ""
    return (
        name,
        _count(routes.count, sum(routes.by_barriers.values())) if routes else "" if cuts else _count(None),
        met,
        _count(cuts.count if cuts else None),
        orders,
        _count(paths.count if paths else None),
    )


def _count(number: int | None, at_least: int = 0) -> str:
    if number is None:
        return f"at least {at_least}" if at_least else "not known"
    return f"{number:,}" if number < 10**12 else f"{number:.3e}"


def _probabilities(answer: SwissCheese) -> Iterator[Table]:
    columns = ("hazard", "whatever the dependence", "as declared", "if all were independent", "target")
    rows = tuple(
        (
            name,
            _bounds(one.probability.no_assumption),
            _bounds(one.probability.declared),
            _bounds(one.probability.independent),
            f"<= {one.target.limit:g} per {one.target.per}: {one.target.verdict}" if one.target else "",
        )
        for name, one in answer.hazards.items()
    )
    refused = {name: one.probability.refused for name, one in answer.hazards.items() if one.probability.refused}
    note = " ".join(f"{name}: {why}." for name, why in refused.items())
    yield Table("Probability per use", columns, rows, note)


def _bounds(bounds: Bounds | None) -> str:
    if bounds is None:
        return "refused"
    if bounds.lower == bounds.upper:
        return f"{bounds.lower:.4g} ({bounds.method})"
    return f"{bounds.lower:.4g} .. {bounds.upper:.4g} ({bounds.method})"


def _ways(name: str, one: HazardAnswer) -> Iterator[Table]:
    if one.routes is not None and one.routes.thinnest:
        pairs = zip(one.routes.thinnest, one.routes.barriers, strict=True)
        rows = tuple(dict.fromkeys((str(len(barriers)), _boxes(way, barriers)) for way, barriers in pairs))
        left = (one.routes.count or 0) - len(one.routes.thinnest)
        note = "A barrier stands in brackets." + (f" {left} more." if left > 0 else "")
        yield Table(f"Thinnest routes to {name}", ("barriers", "way"), rows, note)
    if one.minimal_cut_sets is not None and one.minimal_cut_sets.listed:
        listed = one.minimal_cut_sets.listed[:SHOWN]
        rows = tuple((str(len(cut)), " and ".join(cut)) for cut in listed)
        left = (one.minimal_cut_sets.count or 0) - len(rows)
        yield Table(f"Minimal cut sets of {name}", ("order", "events"), rows, f"{left} more." if left > 0 else "")


def _boxes(way: tuple[str, ...], barriers: tuple[str, ...]) -> str:
    """The boxes of a way, ports of the outside by themselves, `~` for a learn wire."""
    words: list[str] = []
    for element in way:
        learns = element.partition("/")[0].startswith("learn:")
        box = "~" if learns else element.rpartition(".")[0] or element
        if not words or words[-1] != box:
            words.append(box)
    text = " > ".join(f"[{box}]" if box in barriers else box for box in words)
    return text.replace(" > ~ > ", " ~> ")


def _events(answer: SwissCheese) -> Iterator[Table]:
    if any(chance.missing is None for chance in answer.events.values()):
        rows = tuple((name, _chance(chance), chance.missing or chance.basis) for name, chance in answer.events.items())
        yield Table("What the probabilities rest on", ("event", "probability", "basis"), rows)


def _chance(chance: Chance) -> str:
    if chance.lower is None or chance.upper is None:
        return "none"
    return f"{chance.lower:.4g}" if chance.lower == chance.upper else f"{chance.lower:.4g} .. {chance.upper:.4g}"
