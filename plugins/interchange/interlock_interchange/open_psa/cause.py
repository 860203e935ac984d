"""Groups of basic events with common causes: each member fails by an event of its own, or with others at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import combinations
from typing import Final

from interlock.api.kit import Formula, Formulas
from interlock.api.record import dataclass
from interlock_interchange.open_psa.expression import Values, outside
from interlock_interchange.open_psa.model import Group, Model
from interlock_interchange.open_psa.rules import DUPLICATE, MALFORMED, NOT_A_PROBABILITY, UNDEFINED, UNSUPPORTED
from interlock_interchange.open_psa.tag import Tag

LARGEST: Final = 12
"""Members that a group may have whose factors tell all its subsets apart: there are 4,095 of them."""

SLACK: Final = 1e-6
"""By so much the factors of `phi-factor` may miss one."""

Factors = Sequence[float]
Shares = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Split:
    """What takes the place of the members of a group: a formula for each, and the probability of each new event."""

    members: Mapping[str, Formula]
    chances: Mapping[str, float]


def _beta(size: int, factors: Factors) -> Shares:
    return {1: 1.0 - factors[0], size: factors[0]}


def _greek(size: int, factors: Factors) -> Shares:
    """K. N. Fleming's multiple Greek letters: each factor is the chance that one more fails, given that so many do."""
    shares, product = {}, 1.0
    for order in range(1, len(factors) + 2):
        above = factors[order - 1] if order <= len(factors) else 0.0
        shares[order] = product * (1.0 - above) / math.comb(size - 1, order - 1)
        product *= above
    return shares


def _alpha(size: int, factors: Factors) -> Shares:
    """A. Mosleh's alpha factors, of tests that are not staggered."""
    total = math.fsum(order * factor for order, factor in enumerate(factors, 1))
    return {order: order * factor / total / math.comb(size - 1, order - 1) for order, factor in enumerate(factors, 1)}


def _phi(_size: int, factors: Factors) -> Shares:
    return dict(enumerate(factors, 1))


MODELS: Final[Mapping[str, tuple[int, Callable[[int, Factors], Shares]]]] = {
    "beta-factor": (0, _beta),
    "MGL": (2, _greek),
    "alpha-factor": (1, _alpha),
    "phi-factor": (1, _phi),
}
"""Each model with the level of its first factor, 0 for that of the whole group, and its shares by order."""


def split(model: Model, group: Group, values: Values, arena: Formulas, free: Container[str]) -> Split | None:
    """The events of a group, whose members are to be ``free`` of other groups; None if it has a mistake, which is told."""
    members = _members(model, group, free)
    stated = _distribution(model, group, values)
    chosen = MODELS.get(group.tag.said("model"))
    if chosen is None:
        says = "there is no model `{model}` of common causes"
        model.text.complain(UNSUPPORTED, group.tag, says, at="model", model=group.tag.said("model"))
    factors = _factors(model, group, values, chosen[0] or len(members)) if chosen and members else None
    if chosen is None or members is None or factors is None or stated is None:
        return None
    most = len(factors) + chosen[0] - 1 if chosen[0] else len(members)
    if most > len(members) or (most > 1 and len(members) > LARGEST and group.tag.said("model") != "beta-factor"):
        says = "a group of {size} members with factors up to level {most} is not supported"
        model.text.complain(UNSUPPORTED, group.tag, says, size=len(members), most=most)
        return None
    if not _complete(model, group, len(members), factors):
        return None
    return _events(members, stated, chosen[1](len(members), factors), arena)


def _events(members: Sequence[str], stated: float, shares: Shares, arena: Formulas) -> Split:
    chances: dict[str, float] = {}
    causes: dict[str, list[Formula]] = {member: [] for member in members}
    for order, share in shares.items():
        for together in combinations(members, order):
            name = f"[{' '.join(together)}]"
            chances[name] = share * stated
            for member in together:
                causes[member].append(arena.atom(name))
    return Split({member: arena.disj(many) for member, many in causes.items()}, chances)


def _members(model: Model, group: Group, free: Container[str]) -> list[str] | None:
    listed = group.tag.child("members")
    names: list[str] = []
    for tag in listed.children if listed else ():
        found = model.events.find(tag.said("name"), group.base)
        if found is None or found.kind != "basic-event":
            model.text.complain(UNDEFINED, tag, "no basic event `{name}` is defined", at="name", name=tag.said("name"))
            return None
        if found.name not in free:
            says = "`{name}` is a member of another group already"
            model.text.complain(DUPLICATE, tag, says, "The first group is taken.", "name", name=found.name)
            return None
        if found.body is not None:
            says = "`{name}` has a value of its own, and is a member of a group"
            model.text.complain(
                DUPLICATE, tag, says, "The distribution of the group is taken.", "name", name=found.name
            )
        names.append(found.name)
    if len(set(names)) < max(2, len(names)):
        model.text.complain(MALFORMED, group.tag, "a group has at least two members, each named once")
        return None
    return names


def _distribution(model: Model, group: Group, values: Values) -> float | None:
    tag = group.tag.child("distribution")
    if tag is None or len(tag.children) != 1:
        model.text.complain(MALFORMED, tag or group.tag, "a group has one distribution")
        return None
    return _probability(model, tag, values.read(tag.children[0], group.base))


def _factors(model: Model, group: Group, values: Values, first: int) -> list[float] | None:
    """The factors of successive levels, from the first."""
    holder = group.tag.child("factors") or group.tag
    tags = [one for one in holder.children if one.name == "factor"]
    found: list[float] = []
    for level, tag in enumerate(tags, first):
        if tag.said("level") not in ("", str(level)):
            says = "this factor is to have the level {level}, not {written}"
            model.text.complain(MALFORMED, tag, says, at="level", level=level, written=tag.said("level"))
            return None
        value = values.read(tag.children[0], group.base) if len(tag.children) == 1 else None
        factor = _probability(model, tag, value)
        if factor is None:
            return None
        found.append(factor)
    beta = group.tag.said("model") == "beta-factor"
    if not found or (beta and len(found) > 1) or (group.tag.said("model") == "alpha-factor" and not any(found)):
        model.text.complain(MALFORMED, group.tag, "the group has {count} factors that can be used", count=len(found))
        return None
    return found


def _complete(model: Model, group: Group, size: int, factors: Factors) -> bool:
    """Whether the factors of `phi-factor` are all shares there are; if not, that is told.

    Of the failures of the group they add up to one, as SCRAM wants it, or of those of each member, so that all its events
    together are as probable as is stated.
    """
    whole = math.fsum(factors)
    each = math.fsum(math.comb(size - 1, order) * factor for order, factor in enumerate(factors))
    if group.tag.said("model") != "phi-factor" or min(abs(whole - 1.0), abs(each - 1.0)) <= SLACK:
        return True
    says = "the factors of `phi-factor` add up to {whole}, and for each member to {each}: neither is 1"
    model.text.complain(MALFORMED, group.tag, says, whole=f"{whole:g}", each=f"{each:g}")
    return False


def _probability(model: Model, tag: Tag, value: float | None) -> float | None:
    if value is None or 0.0 <= value <= 1.0:
        return value
    model.text.complain(NOT_A_PROBABILITY, tag, "{value} is no probability", value=outside(value))
    return None
