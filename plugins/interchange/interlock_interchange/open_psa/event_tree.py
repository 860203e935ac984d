"""Event trees: a formula for each sequence of each initiating event, the alternatives of all paths that end in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from interlock.api.kit import TRUE, Formula
from interlock.api.record import NamedTuple, dataclass, field
from interlock_interchange.open_psa.choice import Choices
from interlock_interchange.open_psa.expression import Values, outside
from interlock_interchange.open_psa.formula import Reading
from interlock_interchange.open_psa.instruction import Instructions, MistakenError, State
from interlock_interchange.open_psa.model import REMARKS
from interlock_interchange.open_psa.rules import CYCLIC, MALFORMED, NOT_A_PROBABILITY, UNDEFINED, UNSUPPORTED
from interlock_interchange.open_psa.tag import Tag, Text

STEPS: Final = 20_000
"""Tags that are met on the paths of all event trees, those in branches once for each path."""

DEEPEST: Final = 100
"""Forks, branches and trees that may follow one another on a path."""

MISTAKEN: Final = "is a sequence with a mistake on a path to it"
DEFINITIONS: Final = {"sequence": "define-sequence", "branch": "define-branch"}


class Sequence(NamedTuple):
    """A sequence: when it is reached, and where it is defined."""

    formula: Formula
    tag: Tag


class Walked(NamedTuple):
    """The sequences by name, the chances of events that stand for paths, and why sequences are lost that are."""

    sequences: Mapping[str, Sequence]
    chances: Mapping[str, float]
    lost: Mapping[str, str]


class _Place(NamedTuple):
    """Where a walk is: in the tree, behind so many forks, within these branches and trees."""

    tree: Tag
    depth: int = 0
    within: tuple[Tag, ...] = ()

    def inside(self, tag: Tag) -> _Place:
        """The place within a branch or tree."""
        return _Place(tag if tag.name == "define-event-tree" else self.tree, self.depth + 1, (*self.within, tag))


class _TooLongError(Exception):
    """The trees have too many paths, or too long ones."""


def walk(reading: Reading, values: Values) -> Walked:
    """The sequences of a model whose gates are read.

    A tree begins with each initiating event that names it; one that nothing names begins by itself.
    """
    found: dict[str, Sequence] = {}
    lost: dict[str, str] = {}
    choices = Choices(reading.arena)
    steps = _Steps()
    for name, tree, start in _roots(reading, values, choices):
        one = _Walk(name, Instructions(reading, values), choices, steps)
        one.begin(tree, start)
        for called, sequence, sound in one.sequences():
            full = f"{name}.{called}"
            if not sound:
                lost[full] = MISTAKEN
            found[full] = sequence if sound else Sequence(reading.arena.atom(full), sequence.tag)
    text = reading.model.text
    text.faults[:] = dict.fromkeys(text.faults)  # what is met on several paths is told once
    return Walked(found, choices.chances, lost)


def _roots(reading: Reading, values: Values, choices: Choices) -> Iterator[tuple[str, Tag, Formula]]:
    """The name of each beginning, with its tree and when it begins."""
    model = reading.model
    named: set[str] = set()
    for name, tag in model.initiating.items():
        tree = model.trees.get(tag.said("event-tree"))
        if tree is not None:
            named.add(tree.said("name"))
            yield name, tree, _start(name, tag, reading, values, choices)
        elif tag.said("event-tree"):
            says = "no event tree `{name}` is defined"
            model.text.complain(UNDEFINED, tag, says, at="event-tree", name=tag.said("event-tree"))
    linked = set(map(_name, _links([*model.trees.values(), *model.rules.values()])))
    yield from ((name, tree, TRUE) for name, tree in model.trees.items() if name not in named | linked)


def _links(tags: list[Tag]) -> Iterator[Tag]:
    pending = list(tags)
    while pending:
        tag = pending.pop()
        if tag.name == "event-tree":
            yield tag
        pending += tag.children


def _name(tag: Tag) -> str:
    return tag.said("name")


def _start(name: str, tag: Tag, reading: Reading, values: Values, choices: Choices) -> Formula:
    """When an initiating event happens: an event if its chance is stated, else for sure."""
    body = next((one for one in tag.children if one.name not in REMARKS), None)
    value = None if body is None else values.read(body, "")
    if body is None or value is None:
        return TRUE
    if 0.0 <= value <= 1.0:
        return choices.event(name, value)
    says = "the value of `{name}` is {value}: its sequences are given for each time that it happens"
    reading.model.text.complain(NOT_A_PROBABILITY, body, says, at="value", name=name, value=outside(value))
    return TRUE


@dataclass(slots=True)
class _Steps:
    """How many tags were met."""

    count: int = 0


@dataclass(slots=True)
class _Walk:
    """The walk along all paths that begin with one initiating event."""

    name: str
    instructions: Instructions
    choices: Choices
    steps: _Steps
    _reached: dict[int, list[Formula]] = field(default_factory=dict)
    _met: dict[int, tuple[Tag, Tag]] = field(default_factory=dict)
    _broken: set[int] = field(default_factory=set)
    _linking: set[int] = field(default_factory=set)

    @property
    def text(self) -> Text:
        """The text, for complaints."""
        return self.instructions.text

    def begin(self, tree: Tag, start: Formula) -> None:
        """Walk a tree from its initial state."""
        try:
            self._tree(tree, tree, State(self.name, start), _Place(tree))
        except _TooLongError:
            says = "the paths of `{name}` have more than {most} steps, or one has more than {deep}"
            self.text.complain(UNSUPPORTED, tree, says, at="name", name=_name(tree), most=STEPS, deep=DEEPEST)
            self._broken.update(self._met)

    def sequences(self) -> Iterator[tuple[str, Sequence, bool]]:
        """Each sequence that is defined, its name without the initiating event, and whether no mistake bears on it."""
        arena = self.instructions.reading.arena
        names = [_name(tag) for key, (_, tag) in self._met.items() if key not in self._linking]
        for key, (tree, tag) in self._met.items():
            if key not in self._linking or key in self._broken:
                own = _name(tag) if names.count(_name(tag)) <= 1 else f"{_name(tree)}.{_name(tag)}"
                yield own, Sequence(arena.disj(self._reached.get(key, ())), tag), key not in self._broken

    def _tree(self, by: Tag, tree: Tag, state: State, place: _Place) -> None:
        """Go into a tree, which ``by`` names."""
        for tag in tree.children:
            if tag.name == "define-sequence":
                self._met.setdefault(tag.start, (tree, tag))
                if next(_links([tag]), None) is not None:
                    self._linking.add(tag.start)
        first = tree.child("initial-state")
        if first is None:
            self.text.complain(MALFORMED, tree, "the event tree `{name}` has no initial state", name=_name(tree))
        elif tree in place.within:
            self.text.complain(CYCLIC, by, "the event tree `{name}` leads back to itself", at="name", name=_name(tree))
            self._break(tree, first)
        else:
            self._go(first, state, place.inside(tree))

    def _go(self, holder: Tag, state: State, place: _Place) -> None:
        """Follow what stands in an initial state or a branch; what expressions say there is no choice of a path."""
        parts = self._parts(holder, place)
        if parts is not None:
            try:
                after = self._apart(holder, self.instructions.follow(parts[:-1], state))
            except MistakenError:
                self._break(place.tree, parts[-1])
            else:
                self._end(parts[-1], after, place)

    def _parts(self, holder: Tag, place: _Place) -> list[Tag] | None:
        """The instructions, and the fork, sequence or branch that they lead to."""
        self.steps.count += 1
        if self.steps.count > STEPS or place.depth > DEEPEST:
            raise _TooLongError
        parts = [one for one in holder.children if one.name not in REMARKS]
        if parts and parts[-1].name in ("fork", *DEFINITIONS):
            return parts
        self.text.complain(MALFORMED, holder, "`{tag}` ends in no fork, sequence or branch", tag=holder.name)
        return None

    def _apart(self, holder: Tag, state: State) -> State:
        """The state with the weight that was collected as an event by itself."""
        if state.weight is None:
            return state
        event = self.choices.apart(holder.start, _name(holder) or holder.name, state.weight)
        formula = self.instructions.reading.arena.conj((state.formula, event))
        return state._replace(formula=formula, weight=None)

    def _end(self, end: Tag, state: State, place: _Place) -> None:
        if end.name == "fork":
            self._fork(end, state, place)
            return
        found = self._defined(end, place.tree)
        if found is None:
            says = "no {tag} `{name}` is defined in its event tree"
            self.text.complain(UNDEFINED, end, says, at="name", tag=end.name, name=_name(end))
        elif end.name == "sequence":
            self._sequence(found, state, place)
        elif found in place.within:
            self.text.complain(CYCLIC, end, "the branch `{name}` leads back to itself", at="name", name=_name(end))
            self._break(place.tree, found)
        else:
            self._go(found, state, place.inside(found))

    def _fork(self, fork: Tag, state: State, place: _Place) -> None:
        functional = fork.said("functional-event")
        if functional not in [_name(one) for one in place.tree.children if one.name == "define-functional-event"]:
            says = "no functional event `{name}` is defined in its event tree"
            self.text.complain(UNDEFINED, fork, says, at="functional-event", name=functional)
        ahead = list(self._paths(fork, functional, state, place))
        weights = {after.states[-1][1]: after.weight for _, after in ahead if after.weight is not None}
        chosen = self.choices.among(fork.start, functional, weights)
        if chosen is None:
            says = "the paths of this fork have chances that add up to {total}"
            self.text.complain(NOT_A_PROBABILITY, fork, says, total=outside(sum(weights.values())))
            self._break(place.tree, fork)
            return
        for end, after in ahead:
            formula = chosen.get(after.states[-1][1], TRUE)
            both = self.instructions.reading.arena.conj((after.formula, formula))
            self._end(end, after._replace(formula=both, weight=None), place._replace(depth=place.depth + 1))

    def _paths(self, fork: Tag, functional: str, state: State, place: _Place) -> Iterator[tuple[Tag, State]]:
        """Where each path of a fork leads, and the state there."""
        told: set[str] = set()
        for path in fork.children:
            name = path.said("state")
            if path.name in REMARKS:
                continue
            if path.name != "path" or not name or name in told:
                self.text.complain(MALFORMED, path, "a fork holds paths, each with a state of its own")
                self._break(place.tree, path)
                continue
            told.add(name)
            parts = self._parts(path, place)
            if parts is not None:
                try:
                    yield parts[-1], self.instructions.follow(parts[:-1], state.among(functional, name))
                except MistakenError:
                    self._break(place.tree, parts[-1])

    def _sequence(self, sequence: Tag, state: State, place: _Place) -> None:
        """The end of a path, or a link to a tree in which it goes on."""
        parts = [one for one in sequence.children if one.name not in REMARKS]
        links = [one for one in parts if one.name == "event-tree"]
        try:
            after = self._apart(sequence, self.instructions.follow([one for one in parts if one not in links], state))
        except MistakenError:
            self._broken.add(sequence.start)
            return
        if not links:
            self._reached.setdefault(sequence.start, []).append(after.formula)
        for link in links:
            tree = self.instructions.reading.model.trees.get(_name(link))
            if tree is None:
                self.text.complain(UNDEFINED, link, "no event tree `{name}` is defined", at="name", name=_name(link))
                self._broken.add(sequence.start)
            else:
                self._tree(link, tree, after, place)

    def _defined(self, word: Tag, tree: Tag) -> Tag | None:
        kind = DEFINITIONS[word.name]
        return next((one for one in tree.children if one.name == kind and _name(one) == _name(word)), None)

    def _break(self, tree: Tag, end: Tag) -> None:
        """All sequences of the tree to which something leads are lost, and those of trees that these link."""
        pending, seen = [(tree, end)], set[int]()
        while pending:
            within, tag = pending.pop()
            if tag.start in seen:
                continue
            seen.add(tag.start)
            if tag.name == "define-sequence":
                self._met.setdefault(tag.start, (within, tag))
                self._broken.add(tag.start)
            if tag.name == "event-tree":
                linked = self.instructions.reading.model.trees.get(_name(tag))
                pending += [(linked, linked)] if linked is not None else []
            found = self._defined(tag, within) if tag.name in DEFINITIONS else None
            pending += [(within, found)] if found is not None else []
            pending += [(within, one) for one in tag.children]
