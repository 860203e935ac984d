"""Instructions on the paths of event trees: what they collect, set and ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.api.door import Source
from interlock.api.kit import FALSE, TRUE, Formula
from interlock.api.plugin import Rule
from interlock.api.record import NamedTuple, dataclass, field, replace
from interlock_interchange.open_psa.expression import Values, outside
from interlock_interchange.open_psa.formula import Reading
from interlock_interchange.open_psa.model import REMARKS
from interlock_interchange.open_psa.rules import CYCLIC, MALFORMED, NOT_A_PROBABILITY, UNDEFINED, UNSUPPORTED
from interlock_interchange.open_psa.tag import Tag, Text

SETTINGS: Final = 256
"""So many settings of house events are told apart."""


class MistakenError(Exception):
    """An instruction cannot be followed, which is told: what lies behind it is lost."""


class State(NamedTuple):
    """What has happened on a path: the beginning, what was collected, states of functional and house events."""

    initiating: str
    formula: Formula
    states: tuple[tuple[str, str], ...] = ()
    houses: tuple[tuple[str, bool], ...] = ()
    weight: float | None = None
    """The product of the expressions that were collected since it was last taken out."""

    def among(self, functional: str, state: str) -> State:
        """The path goes on in this state of a functional event."""
        return self._replace(states=(*(one for one in self.states if one[0] != functional), (functional, state)))


@dataclass(slots=True)
class Instructions:
    """What instructions mean in a model whose gates and parameters are read."""

    reading: Reading
    values: Values
    _settings: dict[tuple[tuple[str, bool], ...], Reading] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The text, for complaints."""
        return self.reading.model.text

    def follow(self, many: list[Tag], state: State, within: tuple[str, ...] = ()) -> State:
        """The state behind some instructions; ``within`` names the rules that are being followed.

        Raises:
            MistakenError: one of them cannot be followed.
        """
        for tag in many:
            state = self._one(tag, state, within)
        return state

    def _one(self, tag: Tag, state: State, within: tuple[str, ...]) -> State:
        match tag.name:
            case "collect-formula":
                return self._collect(tag, state)
            case "collect-expression":
                value = self._value(tag, self._only(tag), state)
                if not 0.0 <= value <= 1.0:
                    says = "{value} is collected, which is no probability"
                    raise self._mistake(NOT_A_PROBABILITY, tag, says, value=outside(value))
                return state._replace(weight=value * (1.0 if state.weight is None else state.weight))
            case "set-house-event":
                return self._set(tag, state)
            case "block":
                return self.follow(_parts(tag), state, within)
            case "if":
                return self._if(tag, state, within)
            case "rule":
                return self._rule(tag, state, within)
            case _:
                says = "the instruction `{tag}` is not supported here, and the sequences behind it are left open"
                raise self._mistake(UNSUPPORTED, tag, says, tag=tag.name)

    def _mistake(self, rule: Rule, tag: Tag, says: str, at: str = "", /, **holes: object) -> MistakenError:
        self.text.complain(rule, tag, says, "", at, **holes)
        return MistakenError()

    def _only(self, tag: Tag) -> Tag:
        parts = _parts(tag)
        if len(parts) != 1:
            raise self._mistake(MALFORMED, tag, "`{tag}` holds one formula or expression", tag=tag.name)
        return parts[0]

    def _collect(self, tag: Tag, state: State) -> State:
        reading = self._under(tag, state.houses)
        formula = reading.attempt(self._only(tag), "")
        if formula is None:
            raise MistakenError
        return state._replace(formula=self.reading.arena.conj((state.formula, formula)))

    def _under(self, tag: Tag, houses: tuple[tuple[str, bool], ...]) -> Reading:
        """The gates with house events set; mistakes in them were told before."""
        if not houses:
            return self.reading
        if houses not in self._settings:
            if len(self._settings) >= SETTINGS:
                raise self._mistake(UNSUPPORTED, tag, "more than {most} settings of house events", most=SETTINGS)
            events = {**self.reading.events, **{name: TRUE if holds else FALSE for name, holds in houses}}
            silent = replace(self.reading.model, text=Text(Source("", "")))
            made = Reading(silent, self.reading.arena, events)
            made.settle()
            self._settings[houses] = made
        return self._settings[houses]

    def _set(self, tag: Tag, state: State) -> State:
        found = self.reading.model.events.find(tag.said("name"), "")
        body = tag.child("constant")
        if found is None or found.kind != "house-event":
            raise self._mistake(UNDEFINED, tag, "no house event `{name}` is defined", "name", name=tag.said("name"))
        if body is None or body.said("value") not in ("true", "false"):
            raise self._mistake(MALFORMED, tag, "a house event is set to a constant, `true` or `false`")
        if tag.said("direction") not in ("", "forward"):
            says = "the direction `{way}` is not supported"
            raise self._mistake(UNSUPPORTED, tag, says, "direction", way=tag.said("direction"))
        houses = dict(state.houses) | {found.name: body.said("value") == "true"}
        return state._replace(houses=tuple(sorted(houses.items())))

    def _if(self, tag: Tag, state: State, within: tuple[str, ...]) -> State:
        parts = _parts(tag)
        if len(parts) not in (2, 3):
            raise self._mistake(MALFORMED, tag, "`if` holds an expression, an instruction, and perhaps another")
        holds = self._value(tag, parts[0], state) != 0.0
        return self.follow(parts[1:2] if holds else parts[2:], state, within)

    def _rule(self, tag: Tag, state: State, within: tuple[str, ...]) -> State:
        name = tag.said("name")
        rule = self.reading.model.rules.get(name)
        if rule is None:
            raise self._mistake(UNDEFINED, tag, "no rule `{name}` is defined", "name", name=name)
        if name in within:
            raise self._mistake(CYCLIC, tag, "the rule `{name}` leads back to itself", "name", name=name)
        return self.follow(_parts(rule), state, (*within, name))

    def _value(self, tag: Tag, expression: Tag, state: State) -> float:
        value = self.values.read(_answered(expression, state), "")
        if value is None:
            raise MistakenError
        return value


def _parts(tag: Tag) -> list[Tag]:
    return [one for one in tag.children if one.name not in REMARKS]


def _answered(tag: Tag, state: State) -> Tag:
    """An expression in which tests of events are answered as they are on this path."""
    if tag.name == "test-initiating-event":
        return _boolean(tag, tag.said("name") == state.initiating)
    if tag.name == "test-functional-event":
        return _boolean(tag, (tag.said("name"), tag.said("state")) in state.states)
    if not any(one.name.startswith("test-") for one in _all(tag)):
        return tag
    found = Tag(tag.name, tag.attributes, tag.start)
    found.children = [_answered(one, state) for one in tag.children]
    return found


def _boolean(tag: Tag, value: bool) -> Tag:  # noqa: FBT001
    return Tag("bool", {"value": "true" if value else "false"}, tag.start)


def _all(tag: Tag) -> Iterator[Tag]:
    pending = [tag]
    while pending:
        one = pending.pop()
        yield one
        pending += one.children
