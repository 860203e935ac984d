"""What passes a membrane: the joint law of a secret and of what is seen, over some instants, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log2, prod
from typing import TYPE_CHECKING, Final

from interlock.api.diagram import CheckedDiagram, Element
from interlock.api.finite import (
    Factor,
    Mode,
    Network,
    NotUnique,
    TooLarge,
    Worthless,
    capacity,
    conditional,
    drawn,
    leaks,
    min_capacity,
    network,
    possible_leaks,
    stationary,
    unrolled,
)
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple
from interlock_boundaries.bits_answer import Numbers
from interlock_boundaries.cutout import Cut
from interlock_boundaries.known import Known, cell_names
from interlock_boundaries.laws import Joint, Law, under
from interlock_boundaries.misfit import excess, misfit, over

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from interlock_boundaries.gains import Gain

WORK: Final = 2**32
"""Products that are formed at most for the capacity of one channel; its bounds hold whenever that ends."""

FEWEST: Final = 50
"""Rounds of it that are made in any case."""


class Question(NamedTuple):
    """What is asked of a part of a diagram.

    ``law`` is None where all that enters is uniform. ``secret`` names sources, and cells as they are at the beginning; None: all
    that enters. ``held`` are the sources that do not change from one instant to the next.
    """

    law: Law | None = None
    secret: tuple[str, ...] | None = None
    steps: int = 1
    settled: bool = False
    held: frozenset[Element] = frozenset()


class Seen(NamedTuple):
    """The joint law of a secret (rows) and of what is seen (columns); of a relation what goes together."""

    mode: Mode
    secret: tuple[str, ...]
    table: NDArray[np.float64]


def seen(cut: Cut, known: Mapping[str, Known], asked: Question) -> Seen | Sentence:
    """The secret beside what is seen, or why there are no numbers."""
    lacking = [name for name in cut.wiring.boxes if name not in known]
    if lacking:
        return say("{boxes} without a kernel", boxes=", ".join(lacking))
    wired = network(cut.wiring, {name: known[name].machine for name in cut.wiring.boxes})
    if not isinstance(wired, Network):
        return misfit(wired[0])
    made = under(wired, asked.law)
    if isinstance(made, Sentence):
        return made
    places = _places(cut, known, made)
    joints = _joints(cut, places, made, asked)
    if isinstance(joints, Sentence):
        return joints
    secret = [*asked.secret] if asked.secret is not None else [str(one) for one in cut.entering]
    if unknown := [name for name in secret if name not in places]:
        return say("{name} neither enters here nor is kept", name=unknown[0])
    if asked.steps > 1 and (endless := _endless(cut, places, made, asked, secret)):
        return endless
    timed = _timed(made, places, joints, asked, frozenset(cut.entering))
    if isinstance(timed, Sentence):
        return timed
    hidden = [one for name in secret for one in _over_time(timed, made, places[name], name, asked, cut)]
    shows = [timed.at[Element(f"{name}@{step}")] for name in cut.out.values() for step in range(asked.steps)]
    table = conditional(timed, (), [*hidden, *shows], {})
    if isinstance(table, TooLarge):
        return over(table)
    return Seen(timed.mode, tuple(secret), table.reshape(prod(timed.variables[one].size for one in hidden), -1))


def numbers(table: Seen, gains: Sequence[Gain] = ()) -> Numbers | Sentence:
    """How much is told, by every measure."""
    import numpy as np

    law = table.table.sum(axis=1)
    some = law > 0
    if table.mode is Mode.POSSIBILISTIC:
        if gains:
            return say("a relation has no chances, so nothing is gained by a guess on average")
        return Numbers(table.mode.value, {one.measure: one.bits for one in possible_leaks(table.table[some])})
    channel = table.table[some] / law[some, None]
    rows: dict[str, NDArray[np.float64]] = {}
    for gain in gains:
        matrix = gain.at(table.secret)
        if isinstance(matrix, Sentence):
            return matrix
        rows[gain.name] = matrix[:, some]
    found: dict[str, float] = {}
    for one in leaks(law[some] / law[some].sum(), np.ascontiguousarray(channel), rows):
        if isinstance(one, Worthless):
            text = "the gain {gain} is {before} before anything is seen, and nothing is so many times that"
            return say(text, gain=one.gain, before=f"{one.before:g}")
        found[one.measure] = one.bits
    bounds = capacity(channel, rounds=max(FEWEST, WORK // channel.size))
    return Numbers(table.mode.value, found, bounds.lower, bounds.upper, min_capacity(channel))


def unchanged(size: int) -> Numbers:
    """The numbers of a wire that passes on one of so many values as it is, where they are uniform."""
    bits = log2(size) if size else 0.0
    return Numbers(Mode.DETERMINISTIC.value, {"shannon": bits, "min-entropy": bits}, bits, bits, bits)


def held_sources(diagram: CheckedDiagram) -> frozenset[Element]:
    """The sources whose interface says that they are the same at every instant."""
    if diagram.judged is None:
        return frozenset()
    boxes = diagram.judged.script.boxes
    return frozenset(
        Element(f"{name}.{field.name}" if name else field.name)
        for name, box in boxes.items()
        for field in box.telescope.ports
        if field.fixed
    )


def _places(cut: Cut, known: Mapping[str, Known], made: Network) -> dict[str, int]:
    """The variables of what enters, by its source, and of cells."""
    found = {str(source): made.at[name] for source, name in cut.entering.items()}
    for box in cut.wiring.boxes:
        found |= {name: made.at[at] for name, at in cell_names(box, known[box]).items()}
    return found


def _joints(cut: Cut, places: Mapping[str, int], made: Network, asked: Question) -> tuple[Joint, ...] | Sentence:
    """The joint laws of what enters and of cells, of each once; or of what none is said."""
    import numpy as np

    from interlock.api.finite import Axis

    starts = {bond.now: bond.start for bond in made.bonds}
    found: list[Joint] = []
    for joint in asked.law.joints if asked.law else ():
        names = [name for name in joint.names if name in places]
        if names:
            found.append(joint.of(names))
    spoken = {name for joint in found for name in joint.names}
    for name, place in places.items():
        axis = Axis(name, made.variables[place].values)
        if name in spoken or (asked.settled and place in starts):
            continue
        if starts.get(place):
            found.append(Joint((axis,), np.asarray(starts[place], np.float64)))
        elif asked.law is None and place not in starts:
            found.append(Joint((axis,), np.full(axis.size, 1.0 / axis.size)))
        elif asked.law is None:
            return say("{name} is kept, and nothing says how it begins", name=name)
        else:
            return say("the law {law} says nothing of {name}", law=asked.law.name, name=name)
    return tuple(found)


def _timed(
    made: Network, places: Mapping[str, int], joints: Sequence[Joint], asked: Question, entering: frozenset[Element]
) -> Network | Sentence:
    """The network over all instants, in which everything has a law."""
    cells = {bond.now for bond in made.bonds}
    held = {places[one] for one in entering if one in asked.held}
    if made.bonds and asked.law is None:
        return say("boxes keep something, and only a question under `leakage` says for how many instants")
    factors: list[Factor] = []
    if asked.settled and cells:
        for joint in joints:
            if len({places[name] in cells for name in joint.names}) > 1:
                return say("the law of {names} joins what enters and what is kept", names=", ".join(joint.names))
        settled = _settled(made, places, joints, cells, held)
        if not isinstance(settled, Factor):
            return settled
        joints = [joint for joint in joints if not {places[name] for name in joint.names} & cells]
        start: tuple[Factor, ...] = (settled,)
    else:
        start = ()
    timed = unrolled(made, asked.steps, start, held)
    for joint in joints:
        own = [places[name] for name in joint.names]
        once = [place for place in own if place in cells or place in held]
        if once and len(once) < len(own) and asked.steps > 1:
            text = "the law of {names} joins what is drawn at each instant and what is drawn once"
            return say(text, names=", ".join(joint.names))
        for step in range(1 if once else asked.steps):
            at = tuple(timed.at[Element(f"{made.variables[place].name}@{step}")] for place in own)
            factors.append(Factor(at, joint.table))
    return drawn(timed, factors)


def _settled(
    made: Network, places: Mapping[str, int], joints: Sequence[Joint], cells: set[int], held: set[int]
) -> Factor | Sentence:
    """The only law of the cells that one more instant leaves as it is."""
    if made.mode is Mode.POSSIBILISTIC:
        return say("a relation has no chances, so its memory does not settle")
    if held:
        return say("what enters is held, so that what it settles at depends on it")
    factors = [Factor(tuple(places[name] for name in one.names), one.table) for one in joints]
    entering = [one for one in factors if not set(one.variables) & cells]
    found = stationary(drawn(made, entering), {})
    if isinstance(found, TooLarge):
        return over(found)
    if isinstance(found, NotUnique):
        classes = "; ".join("{" + " | ".join(", ".join(state) for state in one) + "}" for one in found.classes[:3])
        text = "the memory does not settle at one law: {count} sets of states are never left: {classes}"
        return say(text, count=len(found.classes), classes=classes)
    return Factor(tuple(bond.now for bond in made.bonds), found)


def _endless(
    cut: Cut, places: Mapping[str, int], made: Network, asked: Question, secret: Sequence[str]
) -> Sentence | None:
    """That the secret beside what is seen would be too large over all instants: told before the first of them is made."""
    once = [name for name in secret if _is_once(name, asked, cut)]
    often = [places[name] for name in secret if name not in once] + [made.at[Element(out)] for out in cut.out.values()]
    size = [axis.size for axis in made.variables]
    return excess([size[one] for one in often], [size[places[name]] for name in once], asked.steps)


def _over_time(timed: Network, made: Network, place: int, name: str, asked: Question, cut: Cut) -> Iterator[int]:
    """The variables of a source at all instants, or of a cell at the first."""
    for step in range(1 if _is_once(name, asked, cut) else asked.steps):
        yield timed.at[Element(f"{made.variables[place].name}@{step}")]


def _is_once(name: str, asked: Question, cut: Cut) -> bool:
    """Whether a secret is one for all instants: what is kept at the beginning, or what does not change."""
    return Element(name) not in cut.entering or Element(name) in asked.held
