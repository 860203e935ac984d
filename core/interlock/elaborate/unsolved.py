"""What nothing determines: each open parameter is told once, at the box that is nearest to the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from interlock.elaborate.determine import heights
from interlock.elaborate.fault import UnsolvedParameter
from interlock.elaborate.interface import Interface
from interlock.elaborate.metavariable import Metavariables, holes, is_unknown
from interlock.elaborate.plan import Plan
from interlock.kernel.builtin import UNKNOWN
from interlock.kernel.part import mentions
from interlock.kernel.term import Hole, Term


class Walking(Protocol):
    """What is read of a walk: ``unsolved`` has the open places of each box, ``silent`` the holes that a fault left."""

    plan: Plan
    metas: Metavariables
    environments: dict[str, list[Term]]
    unsolved: dict[str, list[int]]
    silent: set[Hole]


def undetermined(walk: Walking) -> list[UnsolvedParameter]:
    """A fault for each box that has open parameters of its own.

    Parameters that have turned out to be one are told of one of their boxes. What a fault that is told has left open is
    not told.
    """
    homes: dict[Hole, list[tuple[str, int]]] = {}
    silent = set(walk.silent)
    for name, places in walk.unsolved.items():
        for at in places:
            for hole in _own(walk, name, at):
                homes.setdefault(hole, []).append((name, at))
                if _is_hurt(walk, name):
                    silent.add(hole)
    depths = heights(walk.plan)
    told: dict[str, set[int]] = {}
    for hole, found in homes.items():
        if hole not in silent:
            name, at = min(found, key=lambda one: (depths[one[0]], walk.plan.boxes[one[0]].kind, one[1], one[0]))
            told.setdefault(name, set()).add(at)
    return [_fault(name, walk.plan, sorted(told[name])) for name in walk.plan.boxes if name in told]


def _own(walk: Walking, name: str, at: int) -> Iterator[Hole]:
    """The holes that are a parameter, or stand in what `with` says of it; not those that its solution brings along."""
    given = walk.plan.boxes[name].given[at]
    if not isinstance(given, Hole):
        waiting = holes(walk.metas.filled(given, 0))
        yield from sorted((holes(given) & waiting) - {UNKNOWN}, key=lambda hole: hole.name)
        return
    value = walk.metas.filled(given, 0)
    if isinstance(value, Hole) and value is not UNKNOWN:
        yield value


def _is_hurt(walk: Walking, name: str) -> bool:
    """Whether a box's interface, or one of its parameters, is at fault."""
    opened = walk.plan.boxes[name]
    parameters = walk.environments[name][: len(opened.given)]
    return not opened.interface.sound or any(is_unknown(value) for value in parameters)


def _fault(name: str, plan: Plan, places: Sequence[int]) -> UnsolvedParameter:
    opened = plan.boxes[name]
    names = tuple(opened.interface.telescope.parameters[at].name for at in places)
    wired = {*plan.wires, *plan.wires.values()}
    loose = (port for port in ports_of(opened.interface, places) if f"{name}.{port}" not in wired)
    return UnsolvedParameter(opened.site, name, opened.kind, names, tuple(loose))


def ports_of(interface: Interface, parameters: Sequence[int]) -> tuple[str, ...]:
    """The ports whose types mention one of the parameters: what is wired there may determine it."""
    return tuple(
        entry.name for entry in interface.telescope.ports if any(mentions(entry.type, level) for level in parameters)
    )
