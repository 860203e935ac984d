"""What each atom makes of a function's probability: all atoms together, by one pass up the diagrams and one down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from interlock.analysis.boolean import Formula
from interlock.analysis.cut import CutSets
from interlock.analysis.diagram import Compiled, Diagram
from interlock.analysis.interval import Interval
from interlock.analysis.probability import WIDE, Chances
from interlock.analysis.shortest import Levels
from interlock.analysis.table import Table
from interlock.record import NamedTuple

WRITTEN: Final = 20_000
"""The minimal sets that hold a leaf are joined exactly where nodes times leaves of a module are at most so many."""


class Effect(NamedTuple):
    """The probability of a function where an atom fails and where it holds; ``slope`` is the derivative, their difference.

    The slope is summed by itself, and both probabilities of terms that are not negative, so that nothing cancels.
    """

    without: float
    given: float
    slope: float


class Effects(NamedTuple):
    """The probability of a function, and the effect of each atom on it."""

    probability: float
    atoms: Mapping[str, Effect]


def effects(compiled: Compiled, chances: Chances) -> Effects:
    """Return what each atom makes of the probability of a function whose atoms are independent with these chances.

    Linear in the diagrams. Modules compose by the chain rule: an atom acts on the function by way of its module.

    Raises:
        KeyError: if an atom of the function has no chance.
    """
    known: dict[Formula, float] = {}
    inside: list[tuple[float, list[Effect]]] = []
    for top, diagram in compiled.parts:
        inside.append(leaf_effects(diagram, _weights(diagram, known, chances)))
        known[top] = inside[-1][0]
    whole = known[compiled.parts[-1].top]
    outer = {compiled.parts[-1].top: Effect(0.0, 1.0, 1.0)}
    found = dict.fromkeys(compiled.atoms, Effect(whole, whole, 0.0))
    for (top, diagram), (_, own) in zip(reversed(compiled.parts), reversed(inside), strict=True):
        around = outer[top]
        for leaf, one in zip(diagram.leaves, own, strict=True):
            effect = _composed(around, one)
            if leaf.operator == "atom":
                found[leaf.name] = effect
            else:
                outer[leaf] = effect
    return Effects(whole, found)


def _weights(diagram: Diagram, known: Mapping[Formula, float], chances: Chances) -> list[float]:
    return [chances[leaf.name] if leaf.operator == "atom" else known[leaf] for leaf in diagram.leaves]


def _composed(around: Effect, own: Effect) -> Effect:
    """Return the effect of a leaf of a module on what the module has an effect on."""
    return Effect(
        (1.0 - own.without) * around.without + own.without * around.given,
        (1.0 - own.given) * around.without + own.given * around.given,
        own.slope * around.slope,
    )


def slope_ceilings(compiled: Compiled, least: Chances, most: Chances) -> dict[str, float]:
    """Return for each atom of a monotone function what its derivative is at most while all chances lie between these.

    In each module it is at most the probability where the leaf holds, at its greatest, less that where it fails, at its
    least; along the way to an atom these multiply.

    Raises:
        KeyError: if an atom of the function has no chance.
    """
    assert compiled.monotone
    low: dict[Formula, float] = {}
    high: dict[Formula, float] = {}
    inside: list[list[float]] = []
    for top, diagram in compiled.parts:
        low[top], below = leaf_effects(diagram, _weights(diagram, low, least))
        high[top], above = leaf_effects(diagram, _weights(diagram, high, most))
        inside.append([max(0.0, a.given - b.without) for a, b in zip(above, below, strict=True)])
    outer = {compiled.parts[-1].top: 1.0}
    found = dict.fromkeys(compiled.atoms, 0.0)
    for (top, diagram), own in zip(reversed(compiled.parts), reversed(inside), strict=True):
        for leaf, one in zip(diagram.leaves, own, strict=True):
            if leaf.operator == "atom":
                found[leaf.name] = one * outer[top]
            else:
                outer[leaf] = one * outer[top]
    return found


def leaf_effects(diagram: Diagram, weights: Sequence[float]) -> tuple[float, list[Effect]]:
    """Return the probability of a diagram whose leaves hold independently, and the effect of each of them."""
    if len(diagram.level) >= WIDE:
        value, rows = Levels(diagram).effects(weights)
        return value, [Effect(*row) for row in rows]
    return _effects_here(diagram, weights)


def _effects_here(diagram: Diagram, weights: Sequence[float]) -> tuple[float, list[Effect]]:
    """Go up for the value of each node, then down, level by level, for the probability of coming by.

    What passes a level by is the value of the edges that end below it, kept by the level at which they do.
    """
    value = [0.0, 1.0]
    nodes: list[list[int]] = [[] for _ in diagram.leaves]
    for node, level, high, low in diagram.nodes():
        value.append(weights[level] * value[high] + (1.0 - weights[level]) * value[low])
        nodes[level].append(node)
    whole = value[diagram.root]
    reach = [0.0] * len(value)
    reach[diagram.root] = 1.0
    passing = {diagram.level[diagram.root]: whole}
    found: list[Effect] = []
    for level, chance in enumerate(weights):
        passing.pop(level, None)
        without = given = sum(passing.values())
        slope = 0.0
        for node in nodes[level]:
            here = reach[node]
            for child, share in ((diagram.high[node], here * chance), (diagram.low[node], here * (1.0 - chance))):
                reach[child] += share
                below = diagram.level[child]
                passing[below] = passing.get(below, 0.0) + share * value[child]
            without += here * value[diagram.low[node]]
            given += here * value[diagram.high[node]]
            slope += here * (value[diagram.high[node]] - value[diagram.low[node]])
        found.append(Effect(without, given, slope))
    return whole, found


# ---- minimal cut sets ------------------------------------------------------------------------------------------------


def occurrence(compiled: Compiled, chances: Chances, cuts: CutSets | None) -> dict[str, Interval]:
    """Return for each atom the probability that some minimal cut set that holds it occurs, or an interval that has it.

    The function must be monotone; the cut sets, if given, are those of ``compiled`` itself. Exact in modules of up to `WRITTEN`; elsewhere at least the chance that the atom
    is critical, at most that of the function where it holds and, if the cut sets are known, the sum over them (Boole).
    A minimal cut set of the whole is one of the outer module with one of each inner module put in its place, so that
    the probabilities along the way to an atom multiply.

    Raises:
        KeyError: if an atom of the function has no chance.
    """
    assert compiled.monotone
    families = [part.diagram for part in cuts.parts] if cuts is not None else [None] * len(compiled.parts)
    known: dict[Formula, float] = {}
    inside: list[list[Interval]] = []
    for (top, diagram), family in zip(compiled.parts, families, strict=True):
        weights = _weights(diagram, known, chances)
        known[top], own = leaf_effects(diagram, weights)
        inside.append(_joined(family, weights, own))
    outer = {compiled.parts[-1].top: Interval(1.0, 1.0)}
    found = dict.fromkeys(compiled.atoms, Interval(0.0, 0.0))
    for (top, diagram), rest in zip(reversed(compiled.parts), reversed(inside), strict=True):
        for leaf, one in zip(diagram.leaves, rest, strict=True):
            along = Interval(one.lower * outer[top].lower, one.upper * outer[top].upper)
            if leaf.operator == "atom":
                found[leaf.name] = Interval(chances[leaf.name] * along.lower, chances[leaf.name] * along.upper)
            else:
                outer[leaf] = along
    return found


def _joined(family: Diagram | None, weights: Sequence[float], own: Sequence[Effect]) -> list[Interval]:
    """Return for each leaf the probability that the rest of some minimal set that holds it occurs."""
    around = [Interval(min(one.slope, one.given), one.given) for one in own]
    if family is None:
        return around
    if len(family.level) * len(weights) <= WRITTEN:
        exact = rests(family, weights)
        if exact is not None:
            return [Interval(one, one) for one in exact]
    return [
        Interval(one.lower, max(one.lower, min(one.upper, most)))
        for one, most in zip(around, sums(family, weights), strict=True)
    ]


def rests(family: Diagram, weights: Sequence[float]) -> list[float] | None:
    """Return for each leaf the probability that a set of the family that holds it occurs, the leaf left out.

    None where the diagrams of these functions together have more nodes than `WRITTEN`.
    """
    table = Table(family.leaves, WRITTEN)
    holds = [0, 1]
    for _, level, high, low in family.nodes():
        holds.append(table.node(level, table.join(holds[high], holds[low], 1), holds[low]))
    found: list[int] = []
    for leaf in range(len(weights)):
        image = [0, 0]
        for _, level, high, low in family.nodes():
            if level == leaf:
                image.append(holds[high])
            else:
                image.append(
                    table.node(level, table.join(image[high], image[low], 1), image[low]) if level < leaf else 0
                )
        found.append(image[family.root])
    if table.full:
        return None
    value = [0.0, 1.0]
    for node in range(2, len(table.level)):
        chance = weights[table.level[node]]
        value.append(chance * value[table.high[node]] + (1.0 - chance) * value[table.low[node]])
    return [value[node] for node in found]


def sums(family: Diagram, weights: Sequence[float]) -> list[float]:
    """Return for each leaf the sum, over the sets of a family that hold it, of the probabilities of their rests."""
    if len(family.level) >= WIDE:
        return Levels(family).sums(weights)
    value = [0.0, 1.0]
    for _, level, high, low in family.nodes():
        value.append(weights[level] * value[high] + value[low])
    reach = [0.0] * len(value)
    reach[family.root] = 1.0
    found = [0.0] * len(weights)
    for node in range(len(value) - 1, 1, -1):
        level, high = family.level[node], family.high[node]
        found[level] += reach[node] * value[high]
        reach[high] += reach[node] * weights[level]
        reach[family.low[node]] += reach[node]
    return found
