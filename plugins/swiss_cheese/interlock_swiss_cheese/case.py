"""The cases that are told apart: in each one scenario holds, and certain adversaries act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from interlock.api.diagram import CheckedDiagram, Element, Quantity, Scenario, owner
from interlock.api.kit import Interval, cut
from interlock.api.record import NamedTuple
from interlock.api.section import SCENARIOS
from interlock_swiss_cheese.network import Occurrence
from interlock_swiss_cheese.sections import ADVERSARIES, Adversary


class Case(NamedTuple):
    """A scenario, empty if the proposal names none; the weights that it can have; and who acts in it."""

    scenario: str
    weight: Interval
    adversaries: Mapping[str, Adversary]


def cases(diagram: CheckedDiagram) -> tuple[Case, ...]:
    """The scenarios of a diagram that may hold; one without a name where it has none."""
    found = ((item.name, item.value) for item in diagram.of(SCENARIOS))
    stated = {name: _weight(one) for name, one in found if isinstance(one, Scenario)}
    weights = cut(stated) if stated else {"": Interval(1.0, 1.0)}
    assert weights is not None, "the check refuses weights that cannot sum to one"
    return tuple(Case(name, one, acting(diagram, name)) for name, one in weights.items() if one.upper > 0.0)


def _weight(scenario: Scenario) -> tuple[Fraction, Fraction] | None:
    weight: object = scenario.weight
    return (weight.low, weight.high) if isinstance(weight, Quantity) else None


def acting(diagram: CheckedDiagram, scenario: str) -> dict[str, Adversary]:
    """The adversaries that act in a scenario, by name."""
    found = ((item.name, item.value) for item in diagram.of(ADVERSARIES))
    return {name: one for name, one in found if isinstance(one, Adversary) and _acts(one, scenario)}


def _acts(adversary: Adversary, scenario: str) -> bool:
    return adversary.in_ is None or scenario in adversary.in_


def belongs(name: str, boxes: Iterable[str]) -> bool:
    """Whether a box is one of these, a member of one that is a family, or lies within one."""
    return any(name == one or name.startswith((f"{one}/", f"{one}[")) for one in boxes)


def controls(adversary: Adversary, event: Occurrence) -> bool:
    """Whether an adversary chooses an event: it controls it, or the box that it is an event of."""
    owner, _, rest = event.name.rpartition(".")
    unnumbered = f"{owner.partition('[')[0]}.{rest}" if owner else rest
    named = (event.name, unnumbered)
    return any(one in named for one in adversary.controls) or belongs(event.owner, adversary.controls)


def watched(adversary: Adversary) -> tuple[str, ...]:
    """The boxes whose inputs an adversary sees: it controls them, wholly or by an event."""
    return tuple(dict.fromkeys(owner(Element(one)) or one for one in adversary.controls))
