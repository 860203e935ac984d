"""The probability of a hazard in one case, at the worst that adversaries can do there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum, prod

from interlock.api.kit import (
    Compiled,
    Effort,
    Exhausted,
    Formula,
    Interval,
    Over,
    Undecided,
    atoms,
    compile_formula,
    dependence_bound,
    effort,
    enclose,
    in_turn,
    intersection,
    never,
    probability_range,
    probing,
    retries,
    retries_bound,
)
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.attack import Attack, Play, play
from interlock_swiss_cheese.bounds import Bounds, of

IMPOSSIBLE, CERTAIN = Interval(0.0, 0.0), Interval(1.0, 1.0)

Ranges = Mapping[str, Interval]
Measure = Callable[[Compiled, Ranges], Interval | Undecided]


class Subject(NamedTuple):
    """A hazard: its function of events, compiled; the events it depends on; all its minimal cut sets, if they are few."""

    top: Formula
    compiled: Compiled
    concerned: tuple[str, ...]
    cuts: tuple[tuple[str, ...], ...] | None
    budget: int
    over: Over = never


class Harm(NamedTuple):
    """Probabilities over all joint laws, and with independent events: with tries as stated, and independent as well."""

    bound: Bounds
    declared: Bounds
    free: Bounds


def harm(subject: Subject, ranges: Ranges, done: Attack, seen: Sequence[Formula]) -> Harm | str:
    """The probabilities in a case, or why there are none; what is chosen is certain in ``ranges``."""
    if done.chosen and not subject.compiled.monotone:
        game = play(subject.top, done.chosen, seen)
        if game is None:
            return f"`exactly one of` and too many choices: {', '.join(done.chosen)}"
        bound = _played(subject, game, ranges, dependence_bound, seen=bool(seen))
        free = _played(subject, game, ranges, probability_range, seen=bool(seen))
        names = ("lp, choices", "bdd, choices")
    else:
        bound, free = _any_law(subject, ranges), probability_range(subject.compiled, ranges)
        names = ("lp, stopped" if subject.over() else "lp", "bdd")
    if isinstance(bound, Undecided) or isinstance(free, Undecided):
        many = free.atoms if isinstance(free, Undecided) else ()
        return f"`exactly one of` and too many intervals: {', '.join(many)}"
    if isinstance(bound, Exhausted) or isinstance(free, Exhausted):
        return f"the decision diagram outgrew its budget of {subject.budget} nodes"
    return _tried(subject, ranges, done, of(bound, names[0]), of(free, names[1]))


def _any_law(subject: Subject, ranges: Ranges) -> Interval:
    """The range over all joint laws; no wider than operator by operator where something is negated or time runs out."""
    bound = dependence_bound(subject.compiled, ranges, subject.over)
    if subject.compiled.monotone and not subject.over():
        return bound
    around = enclose(subject.top, {**dict.fromkeys(atoms(subject.top), IMPOSSIBLE), **ranges})
    return intersection(bound, around) or bound


# ---- choices ---------------------------------------------------------------------------------------------------------


def _played(
    subject: Subject, game: Play, ranges: Ranges, measure: Measure, *, seen: bool
) -> Interval | Undecided | Exhausted:
    """The value of a game: what some choice is worth unseen, up to what the best is worth in each cell of what is seen."""
    cells: list[list[Interval]] = []
    for cell in game.cells if game.exact else game.cells[:1]:
        values = [_value(subject, one, ranges, measure) for one in cell]
        failed = next((one for one in values if not isinstance(one, Interval)), None)
        if failed is not None:
            return failed
        cells.append([one for one in values if isinstance(one, Interval)])
    some = _value(subject, game.some, ranges, measure)
    if not isinstance(some, Interval):
        return some
    blind = [fsum(cell[at].lower for cell in cells) for at in range(len(cells[0]))]
    if len(cells) == 1 and (game.exact or not seen):
        return Interval(max(one.lower for one in cells[0]), max(one.upper for one in cells[0]))
    if not game.exact or measure is dependence_bound:
        return Interval(min(some.upper, max(blind)), some.upper)
    best = [(max(one.lower for one in cell), max(one.upper for one in cell)) for cell in cells]
    return Interval(min(1.0, fsum(low for low, _ in best)), min(some.upper, fsum(high for _, high in best)))


def _value(subject: Subject, formula: Formula, ranges: Ranges, measure: Measure) -> Interval | Undecided | Exhausted:
    compiled = compile_formula(formula, subject.budget)
    return compiled if isinstance(compiled, Exhausted) else measure(compiled, ranges)


# ---- tries -----------------------------------------------------------------------------------------------------------


def _tried(subject: Subject, ranges: Ranges, done: Attack, bound: Bounds, free: Bounds) -> Harm:
    """The probabilities that one of several tries does harm."""
    if done.tries == 1:
        return Harm(bound, free, free)
    if done.probed and subject.compiled.monotone:
        return _probed(subject, ranges, done, bound, free)
    union, most = repeated(free, done), repeated(bound, done)
    again = Interval(
        retries(free.lower, done.tries, done.caught.upper), retries(free.upper, done.tries, done.caught.lower)
    )
    often = of(again, f"{free.method}, retries")
    return Harm(most, often if done.fresh else union, often)


def repeated(bounds: Bounds, done: Attack) -> Bounds:
    """Bounds for several tries, whatever their dependence."""
    if done.tries == 1:
        return bounds
    return Bounds(bounds.lower, retries_bound(bounds.upper, done.tries), f"{bounds.method}, union bound")


def _probed(subject: Subject, ranges: Ranges, done: Attack, bound: Bounds, free: Bounds) -> Harm:
    """The probabilities where a try may be spent on one hole alone.

    No hole is tried more often than all tries, which bounds what can be done from above; what the best single cut set is
    worth, its holes tried one after the other, is something that can be done. Where there is one cut set and all of its
    holes can be probed, what the best that can be done is worth is known.
    """
    apart = {name: Interval(ranges[name].lower, retries_bound(ranges[name].upper, done.tries)) for name in done.probed}
    again = {name: Interval(ranges[name].lower, retries(ranges[name].upper, done.tries)) for name in done.probed}
    rest = [name for name in subject.concerned if name not in done.probed and ranges[name] not in (IMPOSSIBLE, CERTAIN)]
    most = dependence_bound(subject.compiled, {**ranges, **apart}, subject.over).upper
    often = probability_range(subject.compiled, {**ranges, **again})
    assert isinstance(often, Interval), "a monotone function has no corners to try"
    times = done.tries if rest else 1
    ways = _least_ways(subject, ranges)
    if len(ways) == 1 and not rest:
        single = _opened([ranges[name] for name in ways[0]], done)
        lower, upper = single.lower, single.upper
    else:
        lower, upper = (
            max([free.lower, *(_in_turn(way, ranges, done) for way in ways)]),
            retries_bound(often.upper, times),
        )
    independent = Bounds(lower, max(lower, upper), f"{free.method}, probing")
    widest = Bounds(bound.lower, retries_bound(most, times), f"{bound.method}, union bound")
    held = Bounds(free.lower, max(widest.upper, independent.upper), f"{free.method}, union bound")
    return Harm(widest, independent if done.fresh else held, independent)


def _least_ways(subject: Subject, ranges: Ranges) -> list[tuple[str, ...]]:
    """The cut sets without what is certain, those apart that are impossible or have another within; none if too many."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for cut in subject.cuts or ():
        open_ = tuple(name for name in cut if ranges[name] != CERTAIN)
        if not any(ranges[name] == IMPOSSIBLE for name in open_):
            found[frozenset(open_)] = open_
    return [way for names, way in found.items() if not any(other < names for other in found)]


def _in_turn(way: Sequence[str], ranges: Ranges, done: Attack) -> float:
    """What a cut set is worth at least with its holes tried one after the other."""
    holes = [ranges[name].lower for name in way if name in done.probed]
    others = [ranges[name].lower for name in way if name not in done.probed]
    return in_turn(holes, done.tries, done.caught.upper) * prod(others)


def _opened(holes: Sequence[Interval], done: Attack) -> Interval:
    """What holes are worth, at both ends of their chances and of that of being caught."""
    low = probing([one.lower for one in holes], done.tries, done.caught.upper)
    return Interval(low.lower, probing([one.upper for one in holes], done.tries, done.caught.lower).upper)


class Breach(NamedTuple):
    """Holes that let an adversary through, and the tries that it takes on average to find them open."""

    holes: tuple[str, ...]
    tries: Effort


def cheapest(subject: Subject, ranges: Ranges, done: Attack) -> Breach | None:
    """The cut set of chosen events and holes that can be probed which takes the fewest tries, one hole after the other."""
    found: list[Breach] = []
    for cut in subject.cuts or ():
        open_ = tuple(name for name in cut if ranges[name] != CERTAIN)
        if open_ and all(name in done.probed and ranges[name].upper > 0.0 for name in open_):
            found.append(Breach(open_, effort([ranges[name].upper for name in open_])))
    return min(found, key=lambda one: one.tries.apart, default=None)
