"""What the range over all joint laws costs where ten things are stated jointly of thirty events.

Run from the root of the repository: `python -m bench.joint`. The statements are independences of pairs and of sets of up
to five, and probabilities of one event given others; the hazards are thresholds, and random trees with shared events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from time import process_time
from typing import Final, NamedTuple

from bench.table import Figure, Result, Table, markdown
from interlock.analysis.joint import Certified, joint_bound
from interlock.analysis.statement import Conditional, Joint
from interlock.api.kit import Formula, Formulas, Interval

EVENTS: Final = 30
STATEMENTS: Final = 10
SEEDS: Final = range(1, 6)
KINDS: Final[Mapping[str, tuple[str, Callable[[Random], float]]]] = {
    "threshold": ("at least ten events", lambda chance: chance.uniform(0.05, 0.5)),
    "tree": ("a tree", lambda chance: chance.uniform(0.05, 0.5)),
    "rare": ("a tree of events down to 1e-8", lambda chance: 10 ** chance.uniform(-8, -1)),
}


class Row(NamedTuple):
    """One hazard: processor seconds, and the range with its gap, or None where it was not reached."""

    kind: str
    seed: int
    seconds: float
    found: Certified | None


def measure() -> Result:
    """Both ends for each hazard, each anew."""
    rows = [_row(kind, seed) for kind in KINDS for seed in SEEDS]
    gaps = [row.found.gap if row.found is not None else 1.0 for row in rows]
    figures = (
        Figure("slowest range, both ends", max(row.seconds for row in rows), 10.0, "s"),
        Figure("widest certified gap / 1e-6", max(gaps) / 1e-6, 1.0, ""),
    )
    heads = ("hazard", "seed", "seconds", "lower", "upper", "gap")
    lines = tuple((KINDS[row.kind][0], str(row.seed), f"{row.seconds:.2f}", *_ends(row.found)) for row in rows)
    table = Table("Processor seconds, and the range with its certified gap", heads, lines)
    return Result(f"{STATEMENTS} joint statements of {EVENTS} events", figures, (table,))


def _ends(found: Certified | None) -> tuple[str, str, str]:
    return (
        ("", "", "none")
        if found is None
        else (f"{found.range.lower:.6g}", f"{found.range.upper:.6g}", f"{found.gap:.0e}")
    )


def _row(kind: str, seed: int) -> Row:
    formula, joint = stated(kind, Random(seed))
    begun = process_time()
    found = joint_bound(formula, joint)
    return Row(kind, seed, process_time() - begun, found if isinstance(found, Certified) else None)


def stated(kind: str, chance: Random) -> tuple[Formula, Joint]:
    """A hazard and what is stated: half of the probabilities in intervals, statements of events at random."""
    arena = Formulas()
    events = [arena.atom(f"e{at}") for at in range(EVENTS)]
    draw = KINDS[kind][1]
    marginals = {one.name: _about(draw(chance), 0.1 * chance.randint(0, 1)) for one in events}
    hazard = arena.at_least(10, events) if kind == "threshold" else _tree(arena, events, chance)
    conditionals, independent = list[Conditional](), list[frozenset[str]]()
    for at in range(STATEMENTS):
        first, second, third, *others = chance.sample(events, 5)
        if at % 3 == 0:
            some = (first, second, third, *others)[: chance.randint(3, 5)]
            independent.append(frozenset(one.name for one in some))
        elif at % 3 == 1:
            independent.append(frozenset((first.name, second.name)))
        else:
            given = chance.choice((second, arena.disj((second, third)), arena.conj((second, arena.negation(third)))))
            conditionals.append(Conditional(first, _about(marginals[first.name].upper, 0.5), given))
    return hazard, Joint(marginals, tuple(conditionals), tuple(independent))


def _about(number: float, part: float) -> Interval:
    return Interval(number * (1.0 - part), min(1.0, number * (1.0 + part)))


def _tree(arena: Formulas, events: Sequence[Formula], chance: Random) -> Formula:
    """Gates of two to four parts until one is left; a third of the events occur twice."""
    parts = [*events, *chance.sample(events, len(events) // 3)]
    chance.shuffle(parts)
    while len(parts) > 1:
        many = chance.randint(2, 4)
        some, parts = parts[:many], parts[many:]
        gate = chance.choice((arena.conj, arena.disj, arena.disj, lambda given: arena.at_least(2, given)))
        parts.append(gate(some))
    return parts[0]


if __name__ == "__main__":
    print(markdown(measure()))
