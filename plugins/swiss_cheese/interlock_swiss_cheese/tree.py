"""Fault trees of other programs as propagations: their top events as hazards, their basic events independent."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.api.diagram import Element, item
from interlock.api.kit import Formula
from interlock_swiss_cheese.chance import Chance, foreknown
from interlock_swiss_cheese.hierarchy import Hierarchy
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.propagation import Asked, Propagation


def fault_trees(tops: Mapping[str, Formula], chances: Mapping[str, Chance]) -> Propagation:
    """The propagation that some fault trees are: a hazard for each top event, by name.

    A fault tree means its basic events to be independent of each other, so that is taken as declared.
    """
    network = Network(Hierarchy({}), (), {}, (), {}, {}, (), {}, {}, (tuple(chances),), (), (), {}, foreign=True)
    state: dict[str, Formula] = {hazard_element(name): formula for name, formula in tops.items()}
    hazards = {hazard_element(name): Asked(name) for name in tops}
    return Propagation(network, state=state, hazards=hazards, known=foreknown(chances))


def hazard_element(name: str) -> Element:
    """The element of the hazard of that name."""
    return item("hazards", name)
