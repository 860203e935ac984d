"""Orders of the leaves of a large module, chosen by how much must be remembered between one leaf and the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from interlock.analysis.boolean import Formula
from interlock.analysis.module import Module, inner
from interlock.analysis.order import Order, users, walk
from interlock.record import NamedTuple

STEPS: Final = 64
"""Changes that are tried of a depth-first walk."""

SHARE: Final = 20
"""One in so many parts is visited earlier or later after a change."""

ROUNDS: Final = 60
"""Rounds in which a placement by centres of gravity may settle."""

EFFORT: Final = 40_000
"""Parts that are looked at in all steps, or in all rounds: a module of a thousand parts has forty of each."""

WEIGHT: Final = 1.5
"""By so much one more bit at a position counts, where the greatest number of bits of two orders is the same,"""

MANY: Final = 200
"""up to so many bits."""

Operators = Sequence[tuple[Formula, Sequence[Formula]]]


class Profile(NamedTuple):
    """How many bits are remembered at most at one position of an order, and a sum over all that favours few."""

    width: int
    total: float


def narrowest(module: Module, candidates: Iterable[Order]) -> list[Order]:
    """Return distinct orders of the leaves of a module, the narrowest first."""
    inside = operators(module)
    return sorted(dict.fromkeys(candidates), key=lambda one: profile(inside, one))


def profile(inside: Operators, order: Order) -> Profile:
    """Return what is remembered between one leaf of an order and the next.

    After some leaves, what is left of the function depends on the decided parts that an undecided operator uses; and,
    a threshold apart, on whether each undecided operator with a decided argument is still open. Either number of bits,
    so the smaller one, bounds the logarithm of the number of nodes on the next level.
    """
    place = {leaf: position for position, leaf in enumerate(order)}
    last: dict[Formula, int] = {}
    parts, open_ones = [0] * len(order), [0] * len(order)
    for one, arguments in inside:
        met = [place[part] for part in arguments]
        end = place[one] = max(met)
        open_ones[min(met)] += 1
        open_ones[end] -= 1
        for part in arguments:
            if last.get(part, -1) < end:
                last[part] = end
    for part, end in last.items():
        parts[place[part]] += 1
        parts[end] -= 1
    bits = list(map(min, accumulate(parts), accumulate(open_ones)))
    return Profile(max(bits), sum(WEIGHT ** min(bit, MANY) for bit in bits))


def improved(module: Module) -> Order:
    """Return a depth-first walk, the most shared first, whose choices among equals were changed while that narrowed it.

    Changes are scattered over the parts, the same each time.
    """
    shared, inside = users(module), operators(module)
    rank = {part: scattered(at, 0) - count for at, (part, count) in enumerate(shared.items())}
    best = walk(module, rank.__getitem__)
    least = profile(inside, best)
    for step in range(1, 1 + min(STEPS, EFFORT // len(shared))):
        changed = {
            part: scattered(at, -step) - count
            for at, (part, count) in enumerate(shared.items())
            if scattered(at, step) * SHARE < 1
        }
        order = walk(module, {**rank, **changed}.__getitem__)
        if (found := profile(inside, order)) <= least:
            best, least, rank = order, found, {**rank, **changed}
    return best


def scattered(at: int, step: int) -> float:
    """Return a number in [0, 1) that looks like chance and is none: two multiplications and shifts modulo 2^32."""
    word = (at * 2_654_435_761 + step * 2_246_822_519) % (1 << 32)
    word = (word ^ word >> 15) * 3_266_489_917 % (1 << 32)
    return (word ^ word >> 13) / (1 << 32)


def gathered(module: Module, order: Order) -> Order:
    """Return an order in which what is used together is close together, beginning with this one.

    Each part goes to the centre of gravity of the operators that it belongs to, over and over until nothing moves
    (Aloul, Markov and Sakallah, FORCE: a fast and easy-to-implement variable-ordering heuristic, 2003).
    """
    groups = [(one, *arguments) for one, arguments in operators(module)]
    belongs: dict[Formula, list[int]] = {}
    for number, group in enumerate(groups):
        for part in group:
            belongs.setdefault(part, []).append(number)
    place: dict[Formula, float] = {leaf: position for position, leaf in enumerate(order)}
    for one, *arguments in groups:
        place[one] = sum(place[part] for part in arguments) / len(arguments)
    for _ in range(min(ROUNDS, EFFORT // len(belongs))):
        centre = [sum(place[part] for part in group) / len(group) for group in groups]
        pull = {part: sum(centre[number] for number in its) / len(its) for part, its in belongs.items()}
        placed = {part: position for position, part in enumerate(sorted(pull, key=pull.__getitem__))}
        if placed == place:
            break
        place = dict(placed)
    return tuple(sorted(order, key=place.__getitem__))


def operators(module: Module) -> Operators:
    """Return the operators of a module with their arguments, each after its own, the top last."""
    return [*((one, one.arguments) for one in inner(module)), (module.top, module.arguments)]
