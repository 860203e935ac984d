"""Gates as formulas over basic events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from interlock.api.kit import FALSE, TRUE, Formula, Formulas, components, is_cyclic
from interlock.api.record import dataclass, field
from interlock_interchange.open_psa.model import REMARKS, Definition, Model
from interlock_interchange.open_psa.rules import CYCLIC, MALFORMED, UNDEFINED, UNSUPPORTED
from interlock_interchange.open_psa.tag import Tag

EVENTS: Final = frozenset({"event", "gate", "basic-event", "house-event"})
ARGUMENTS: Final[Mapping[str, tuple[int, int | None]]] = {
    "and": (1, None),
    "or": (1, None),
    "nand": (1, None),
    "nor": (1, None),
    "not": (1, 1),
    "xor": (2, 2),
    "iff": (2, 2),
    "imply": (2, 2),
    "atleast": (1, None),
    "cardinality": (1, None),
}
"""Each connective with the least and the greatest number of its arguments."""

IN_A_CIRCLE: Final = "is a gate in a circle"
MISTAKEN: Final = "is a gate with a mistake"
NOT_DEFINED: Final = "is not defined"


class _MistakenError(Exception):
    """A formula holds a mistake, which is told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Formulas of gates by name; ``lost`` has the gates and events that are kept as events, and why."""

    model: Model
    arena: Formulas
    events: Mapping[str, Formula]
    gates: dict[str, Formula] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    tops: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Reads every gate, those first on which others rest."""
        arrows = {gate.name: tuple(self._mentioned(gate)) for gate in self.model.of("gate")}
        order = components(arrows, arrows)
        for component in order:
            if is_cyclic(component, arrows):
                self._break(component)
            else:
                self._settle(self.model.events.all[component[0]])
        home = {name: component for component in order for name in component}
        used = {home[name] for gate, names in arrows.items() for name in names if home[name] is not home[gate]}
        self.tops.extend(name for name in arrows if home[name] not in used and name == self._first(home[name]).name)

    def _first(self, component: tuple[str, ...]) -> Definition:
        return min((self.model.events.all[name] for name in component), key=lambda one: one.tag.start)

    def _mentioned(self, gate: Definition) -> Iterable[str]:
        """The gates that stand in the formula of one."""
        pending = [gate.body] if gate.body else []
        while pending:
            tag = pending.pop()
            if tag.name in EVENTS:
                found = self.model.events.find(tag.said("name"), gate.base)
                if found is not None and found.kind == "gate":
                    yield found.name
            pending += reversed(tag.children)

    def _break(self, component: tuple[str, ...]) -> None:
        """Keeps the gates of a circle as events; the circle is told of once, at the gate that stands first."""
        circle = sorted((self.model.events.all[name] for name in component), key=lambda one: one.tag.start)
        names = ", ".join(f"`{one.name}`" for one in circle[:5]) + (", ..." if len(circle) > 5 else "")
        says = (
            "these gates are defined by one another in a circle: {names}"
            if len(circle) > 1
            else ("the gate {names} is defined by itself")
        )
        advice = "Each is kept as an event without a probability."
        self.model.text.complain(CYCLIC, circle[0].tag, says, advice, "name", names=names)
        for name in component:
            self._lose(name, IN_A_CIRCLE)

    def _lose(self, name: str, why: str) -> Formula:
        self.lost.setdefault(name, why)
        self.gates[name] = self.arena.atom(name)
        return self.gates[name]

    def _settle(self, gate: Definition) -> None:
        if gate.body is None:
            self.model.text.complain(MALFORMED, gate.tag, "the gate `{name}` has no formula", name=gate.name)
            self._lose(gate.name, MISTAKEN)
            return
        for surplus in gate.surplus():
            says = "the gate `{name}` has a second formula, `{tag}`"
            self.model.text.complain(MALFORMED, surplus, says, name=gate.name, tag=surplus.name)
            self._lose(gate.name, MISTAKEN)
        try:
            formula = self.read(gate.body, gate.base)
        except _MistakenError:
            self._lose(gate.name, MISTAKEN)
        else:
            self.gates.setdefault(gate.name, formula)

    def attempt(self, tag: Tag, base: str) -> Formula | None:
        """The formula of a tag, or None if it holds a mistake, which is told."""
        try:
            return self.read(tag, base)
        except _MistakenError:
            return None

    def read(self, tag: Tag, base: str) -> Formula:
        """The formula of a tag within ``base``.

        Raises:
            _MistakenError: a connective in it is wrong.
        """
        if tag.name in EVENTS:
            return self._event(tag, base)
        if tag.name == "constant":
            return self.constant(tag)
        if tag.name not in ARGUMENTS:
            self.model.text.complain(UNSUPPORTED, tag, "`{tag}` is no connective of formulas", tag=tag.name)
            raise _MistakenError
        given, sound = [], True
        for one in tag.children:
            if one.name in REMARKS:
                continue
            formula = self.attempt(one, base)
            sound = sound and formula is not None
            given.append(formula or FALSE)
        least, most = ARGUMENTS[tag.name]
        if len(given) < least or (most is not None and len(given) > most):
            wanted = f"{least} argument{'s' if least > 1 else ''}" if most else f"at least {least} argument"
            self.model.text.complain(
                MALFORMED, tag, "`{tag}` takes {wanted}, not {count}", tag=tag.name, wanted=wanted, count=len(given)
            )
            raise _MistakenError
        formula = self._join(tag, given)
        if not sound:
            raise _MistakenError
        return formula

    def constant(self, tag: Tag) -> Formula:
        """The value of a Boolean constant.

        Raises:
            _MistakenError: it has none.
        """
        value = tag.said("value").lower()
        if value not in ("true", "false"):
            self.model.text.complain(
                MALFORMED, tag, "a constant is `true` or `false`, not `{value}`", at="value", value=value
            )
            raise _MistakenError
        return TRUE if value == "true" else FALSE

    def _join(self, tag: Tag, given: list[Formula]) -> Formula:
        arena = self.arena
        match tag.name:
            case "and":
                return arena.conj(given)
            case "or":
                return arena.disj(given)
            case "nand":
                return arena.negation(arena.conj(given))
            case "nor":
                return arena.negation(arena.disj(given))
            case "not":
                return arena.negation(given[0])
            case "xor":
                return self._differ(*given)
            case "iff":
                return arena.negation(self._differ(*given))
            case "imply":
                return arena.disj((arena.negation(given[0]), given[1]))
            case "atleast":
                return arena.at_least(self._bound(tag, "min", len(given)), given)
            case _:
                least, most = self._bound(tag, "min", len(given)), self._bound(tag, "max", len(given))
                if least > most:
                    says = "`min` is {least} and `max` is {most}"
                    self.model.text.complain(MALFORMED, tag, says, at="max", least=least, most=most)
                    raise _MistakenError
                return arena.conj((arena.at_least(least, given), arena.negation(arena.at_least(most + 1, given))))

    def _differ(self, one: Formula, other: Formula) -> Formula:
        arena = self.arena
        only = arena.conj((one, arena.negation(other))), arena.conj((arena.negation(one), other))
        return arena.disj(only)

    def _bound(self, tag: Tag, attribute: str, count: int) -> int:
        """The number of arguments that an attribute says; it cannot be more than there are."""
        written = tag.said(attribute)
        text = self.model.text
        if not (written.isascii() and written.isdigit() and len(written) < 10):
            says = (
                "`{attribute}` of `{tag}` is to be a number, not `{written}`"
                if written
                else "`{tag}` has no `{attribute}`"
            )
            text.complain(MALFORMED, tag, says, at=attribute, attribute=attribute, tag=tag.name, written=written)
        elif int(written) > count:
            says = "`{tag}` has {count} arguments, so `{attribute}` cannot be {written}"
            text.complain(
                MALFORMED, tag, says, at=attribute, tag=tag.name, count=count, attribute=attribute, written=written
            )
        else:
            return int(written)
        raise _MistakenError

    def _event(self, tag: Tag, base: str) -> Formula:
        kind = tag.said("type") if tag.name == "event" else tag.name
        name = tag.said("name")
        text = self.model.text
        if not name:
            text.complain(MALFORMED, tag, "`{tag}` has no name", tag=tag.name)
            raise _MistakenError
        found = self.model.events.find(name, base)
        if found is None:
            return self._missing(tag, name, kind.replace("-", " ") or "event")
        if kind and kind != found.kind:
            says = "`{name}` is a {found} and not a {kind}"
            holes = {"name": name, "found": found.kind.replace("-", " "), "kind": kind.replace("-", " ")}
            text.complain(UNDEFINED, tag, says, "It is taken as what it is.", "name", **holes)
        return self.gates[found.name] if found.kind == "gate" else self.events[found.name]

    def _missing(self, tag: Tag, name: str, what: str) -> Formula:
        """An event of a name that nothing has; it is told of where it first stands."""
        if name not in self.lost:
            says, advice = "no {what} `{name}` is defined", "It is kept as an event without a probability."
            self.model.text.complain(UNDEFINED, tag, says, advice, "name", what=what, name=name)
            self.lost[name] = NOT_DEFINED
        return self.arena.atom(name)
