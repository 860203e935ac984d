"""Named laws, read: for each joint one the names that it is of and an array over their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING

from interlock.api.diagram import CheckedDiagram, CheckedItem, Element, key, owner, port_name
from interlock.api.finite import USUAL, Axis, Kernel, Mode, Network, TooLarge, kernel
from interlock.api.plugin import Sentence, say
from interlock.api.record import NamedTuple, replace
from interlock_boundaries.kernel_section import LAWS, StatedLaw
from interlock_boundaries.known import Known, Wrong, cell_axes, finite
from interlock_boundaries.misfit import over
from interlock_boundaries.rows import Line, faults, filled, split, told, written

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Joint(NamedTuple):
    """The joint law of some names: an array with an axis for each."""

    axes: tuple[Axis, ...]
    table: NDArray[np.float64]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is of."""
        return tuple(axis.name for axis in self.axes)

    def of(self, names: Sequence[str]) -> Joint:
        """The law of some of them, in their order here."""
        rest = tuple(at for at, axis in enumerate(self.axes) if axis.name not in names)
        kept = tuple(axis for axis in self.axes if axis.name in names)
        return Joint(kept, self.table.sum(axis=rest) if rest else self.table)


class Law(NamedTuple):
    """Joint laws, independent of one another; names are of sources, of cells, or of the law's own."""

    name: str
    element: Element
    mode: Mode
    basis: str
    joints: tuple[Joint, ...]

    def axis(self, name: str) -> Axis | None:
        """The values of a name, if the law speaks of it."""
        return next((axis for one in self.joints for axis in one.axes if axis.name == name), None)

    def whole(self, names: Sequence[str]) -> Joint:
        """The joint law of some names in their order.

        Raises:
            KeyError: The law says nothing of one of them.
        """
        import numpy as np

        if missing := [name for name in names if self.axis(name) is None]:
            raise KeyError(missing[0])
        axes: list[Axis] = []
        table = np.ones(())
        for one in self.joints:
            own = one.of([name for name in names if name in one.names])
            table = np.multiply.outer(table, own.table)
            axes += own.axes
        order = [next(at for at, axis in enumerate(axes) if axis.name == name) for name in names]
        return Joint(tuple(axes[at] for at in order), table.transpose(order))


class Laws(NamedTuple):
    """The laws by name, and what stands against those that are none."""

    laws: Mapping[str, Law]
    wrong: tuple[Wrong, ...]


def under(made: Network, law: Law | None) -> Network | Sentence:
    """A network in the mode that it has where what enters, and what is kept at first, has a law; or why it has none there."""
    if law is None or law.mode is not Mode.POSSIBILISTIC:
        return made
    if made.mode is Mode.STOCHASTIC:
        return say("the law {law} says what is possible, and boxes state chances", law=law.name)
    return replace(made, mode=Mode.POSSIBILISTIC)


def laws(diagram: CheckedDiagram, known: Mapping[str, Known]) -> Laws:
    """Every law that is declared."""
    cells = cell_axes(known)
    found: dict[str, Law] = {}
    wrong: list[Wrong] = []
    for item in diagram.of(LAWS):
        law = _law(diagram, item, cells)
        if isinstance(law, Law):
            found[item.name] = law
        else:
            wrong += law
    return Laws(found, tuple(wrong))


def _law(diagram: CheckedDiagram, item: CheckedItem, cells: Mapping[str, Axis]) -> Law | list[Wrong]:
    stated = item.value
    assert isinstance(stated, StatedLaw)
    joints: list[Joint] = []
    modes: set[Mode] = set()
    wrong: list[Wrong] = []
    taken: set[str] = set()
    for written_key, row in stated.of:
        at, line = key(item.element, "of", written_key), written(row)
        names = split(written_key)
        twice = [name for place, name in enumerate(names) if name in taken or name in names[:place]]
        if twice or not names:
            says = say("{name} has a law already", name=twice[0]) if twice else say("a law of nothing says nothing")
            wrong.append(Wrong(at, says))
            continue
        taken |= {*names}
        joint = _joint(diagram, at, names, line, cells)
        if isinstance(joint, Joint):
            joints.append(joint)
            modes.add(line.mode)
        else:
            wrong += joint
    if {Mode.STOCHASTIC, Mode.POSSIBILISTIC} <= modes:
        wrong.append(Wrong(key(item.element, "of"), say("some rows state chances and others what is possible")))
    if wrong:
        return wrong
    mode = next(iter(modes - {Mode.DETERMINISTIC}), Mode.DETERMINISTIC)
    return _conditioned(item, Law(item.name, item.element, mode, stated.basis, tuple(joints)), stated.given)


def _joint(
    diagram: CheckedDiagram,
    at: Element,
    names: Sequence[str],
    line: Line,
    cells: Mapping[str, Axis],
) -> Joint | list[Wrong]:
    """The law of a key; names that are no source and no cell have the values that its rows name."""
    axes: list[Axis] = []
    for place, name in enumerate(names):
        known = _axis(diagram, name, cells)
        if isinstance(known, Axis):
            axes.append(known)
        elif known is not None:
            return [known._replace(at=at)]
        else:
            seen = dict.fromkeys(
                one[place] for one in map(split, (o for o, _ in line.outcomes)) if len(one) == len(names)
            )
            if not seen:
                text = "{name} is no source and no cell, and the law names no values of it"
                return [Wrong(at, say(text, name=name))]
            axes.append(Axis(name, tuple(seen)))
    wrong = [Wrong(key(at, outcome), says) for outcome, says in faults(line, ", ".join(names), axes, "variable")]
    if wrong:
        return wrong
    if len(axes) > USUAL.axes:
        return [Wrong(at, over(TooLarge("axes", len(axes), USUAL.axes)))]
    if (needed := prod(axis.size for axis in axes)) > USUAL.entries:
        return [Wrong(at, over(TooLarge("entries", needed, USUAL.entries)))]
    made = kernel(line.mode, (), axes, filled(line, axes))
    return (
        Joint(tuple(axes), made.table)
        if isinstance(made, Kernel)
        else [Wrong(at, told(one, ", ".join(names))) for one in made]
    )


def _axis(diagram: CheckedDiagram, name: str, cells: Mapping[str, Axis]) -> Axis | Wrong | None:
    """The values of a name: of a cell or a port; nothing of a name of the law's own; what is wrong with any other."""
    if name in cells:
        return Axis(name, cells[name].values)
    box, inner = owner(Element(name)), port_name(Element(name))
    holder = diagram.wiring.boxes.get(box) if box else diagram.wiring.outer
    if holder is None or ":" in name or (box and inner not in holder.shape.index):
        return Wrong(Element(""), say("{name} is no port of a box, and no cell of one that keeps it", name=name))
    if inner not in holder.shape.index:
        return None
    source = diagram.wiring.wires.get(Element(name))
    if source is not None:
        return Wrong(Element(""), say("{name} is what {source} is, and laws are of sources", name=name, source=source))
    found = finite(holder.types[holder.shape.index[inner]], diagram)
    if found is None:
        return Wrong(Element(""), say("{name} has not finitely many values that could be listed", name=name))
    return Axis(name, found)


def _conditioned(item: CheckedItem, law: Law, given: Sequence[tuple[str, str]]) -> Law | list[Wrong]:
    """The law given the values of some names."""
    import numpy as np

    joints = list(law.joints)
    for name, value in given:
        at = key(item.element, "given", name)
        place = next((place for place, one in enumerate(joints) if name in one.names), None)
        if place is None:
            return [Wrong(at, say("the law says nothing of {name}", name=name))]
        one = joints[place]
        axis = one.names.index(name)
        if value not in one.axes[axis].values:
            return [Wrong(at, say("{value} is no value of {name}", value=value, name=name))]
        only = np.zeros(one.axes[axis].size)
        only[one.axes[axis].values.index(value)] = 1.0
        table = one.table * only.reshape([-1 if other == axis else 1 for other in range(len(one.axes))])
        total = float(table.sum())
        if not total > 0.0:
            text = "{name} = {value} has no chance, so nothing is so given it"
            return [Wrong(at, say(text, name=name, value=value))]
        joints[place] = Joint(one.axes, table if law.mode is Mode.POSSIBILISTIC else table / total)
    return law._replace(joints=tuple(joints))
