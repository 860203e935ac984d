"""What all patterns read: boxes with their roles and lineage, learn wires with whom they teach, and who judges whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from interlock.api.diagram import CheckedDiagram, Element, LabelKey, Learn, nested, owner, port
from interlock.api.record import NamedTuple
from interlock_boundaries.results import Level
from interlock_lints.relation import Relation
from interlock_lints.ways import Ends, Ways, Web, web
from interlock_pressure.results import Streams

POLICY: Final = "policy"
MONITOR: Final = "monitor"
JUDGE: Final = "judge"
GATE: Final = "gate"
ACTUATOR: Final = "actuator"
HUMAN: Final = "human"
ENVIRONMENT: Final = "environment"
RECOVERY: Final = "recovery"
IDEAL: Final = "ideal"
SPECIFICATION: Final = "specification"

TRUST: Final = "trust"
MOST: Final = "most"
LEAST: Final = "least"


class Player(NamedTuple):
    """A box by its path, with its ports and labels, all lineage of what it lies in and of what lies in it, and its standing."""

    name: Element
    inputs: tuple[Element, ...]
    outputs: tuple[Element, ...]
    labels: Mapping[str, tuple[str, ...]]
    lineage: tuple[str, ...]
    trust: str

    @property
    def roles(self) -> tuple[str, ...]:
        """What the box is for."""
        return self.labels.get("role", ())


class Lesson(NamedTuple):
    """A learn wire: where it begins, the outputs that it sets, the boxes whose outputs these are, and what it says."""

    element: Element
    source: Element
    outputs: tuple[Element, ...]
    learners: tuple[Element, ...]
    value: Learn


class Scene:
    """A diagram as the patterns see it. Boxes that hold a diagram take part with their labels, and so do those within."""

    def __init__(self, streams: Streams) -> None:
        """Note the boxes and learn wires."""
        self.streams = streams
        self.ground = streams.ground
        self.players = {one.name: one for one in _players(self.ground.levels)}
        self.lessons = tuple(_lessons(streams))
        ports = [one for player in self.players.values() for one in (*player.inputs, *player.outputs)]
        ports += map(Element, (one.name for one in self.outer.wiring.outer.shape.ports))
        self._whole = web(streams.arrows, ports)
        self._data = self._whole.without(dict(_untaught(streams, self._whole)))
        self._past: dict[frozenset[str], Ways] = {}
        self._cast: dict[str, list[Player]] = {}
        for player in self.players.values():
            for role in player.roles:
                self._cast.setdefault(role, []).append(player)

    @property
    def outer(self) -> CheckedDiagram:
        """The outermost diagram."""
        return self.ground.levels[0].diagram

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Every role that some box has."""
        return tuple(self._cast)

    def having(self, *roles: str) -> tuple[Player, ...]:
        """The boxes that have at least one of some roles."""
        return tuple({one.name: one for role in roles for one in self._cast.get(role, ())}.values())

    @cached_property
    def data(self) -> Ways:
        """The ways of data: along wires and through boxes."""
        return Ways(self._data)

    @cached_property
    def all(self) -> Ways:
        """The ways of data and of learning, on which each learn wire is a vertex."""
        return Ways(self._whole)

    def data_past(self, *roles: str) -> Ways:
        """The ways of data that go through no box with one of these roles."""
        asked = frozenset(roles)
        if asked not in self._past:
            self._past[asked] = Ways(self._data, _entrances(self.having(*roles)))
        return self._past[asked]

    def all_past(self, *roles: str) -> Ways:
        """The ways of data and of learning that go through no box with one of these roles."""
        return Ways(self._whole, _entrances(self.having(*roles)))

    @cached_property
    def direct(self) -> Ways:
        """The ways of data that go through no box with a role: along wires, and through what only passes on or reshapes."""
        return self.data_past(*self.roles)

    def kin(self, boxes: Iterable[Element]) -> Relation:
        """Each of some boxes with the policies that share a name of lineage; none with itself, or what it lies in or holds."""
        known: dict[str, int] = {}
        seconds = tuple(self.policies)
        for at, name in enumerate(seconds):
            for one in self.players[name].lineage:
                known[one] = known.get(one, 0) | 1 << at
        near: dict[Element, int] = {}
        for at, name in enumerate(seconds):
            for one in (name, *_around(name)):
                near[one] = near.get(one, 0) | 1 << at
        rows = {}
        for name in boxes:
            row = 0
            for one in self.players[name].lineage:
                row |= known.get(one, 0)
            touching = near.get(name, 0)
            for outer in _around(name):
                touching |= 1 << seconds.index(outer) if outer in self.policies else 0
            rows[name] = row & ~touching
        return Relation(seconds, rows)

    @cached_property
    def judged(self) -> Relation:
        """Each monitor and judge with the policies that it judges.

        These are the policies of which some output reaches an input of it by wires and boxes, and not by way of people or
        of the world: what these do is their own.
        """
        reviewers = {one.name: one.inputs for one in self.having(MONITOR, JUDGE)}
        found = self.data_past(HUMAN, ENVIRONMENT).come(self.policies, reviewers)
        places = {name: 1 << at for at, name in enumerate(found.seconds)}
        return Relation(found.seconds, {one: row & ~places.get(one, 0) for one, row in found.rows.items()})

    @cached_property
    def policies(self) -> Ends:
        """Each policy with its outputs."""
        return {one.name: one.outputs for one in self.having(POLICY)}

    @cached_property
    def acted_upon(self) -> tuple[Player, ...]:
        """The monitors, and the final judges: those whose word comes to a gate, an actuator or an outer output.

        The way there is one of data, and not by way of a policy, the world or an ideal: a judge whose word is learnt from
        alone is a signal for training.
        """
        seats = {into: 1 for one in self.having(GATE, ACTUATOR) for into in one.inputs}
        reaching = self.data_past(POLICY, ENVIRONMENT, IDEAL).backward({**seats, **dict.fromkeys(self.ground.exits, 1)})
        monitors = self.having(MONITOR)
        judges = (one for one in self.having(JUDGE) if MONITOR not in one.roles and IDEAL not in one.roles)
        return (*monitors, *(one for one in judges if reaching.at(one.outputs)))

    def taught(self, *means: str) -> Ends:
        """Each policy with the learn wires onto it, those by some means if any are named."""
        found: dict[Element, list[Element]] = {name: [] for name in self.policies}
        for lesson in self.lessons:
            for learner in lesson.learners:
                if learner in found and (not means or lesson.value.by in means):
                    found[learner].append(lesson.element)
        return found

    @cached_property
    def set_by(self) -> Mapping[Element, Element]:
        """An output that each learn wire sets."""
        return {one.element: one.outputs[0] for one in self.lessons if one.outputs}


def _players(levels: Iterable[Level]) -> Iterator[Player]:
    """Every box of a diagram and of those nested in it."""
    boxes = {
        nested(level.prefix, Element(name)): (box, level.diagram)
        for level in levels
        for name, box in level.diagram.boxes.items()
    }
    lineage: dict[Element, dict[str, None]] = {
        name: dict.fromkeys(box.labels.get("lineage", ())) for name, (box, _) in boxes.items()
    }
    own = {name: tuple(found) for name, found in lineage.items()}
    for name in boxes:
        for outer in _around(name):
            lineage[outer] |= dict.fromkeys(own[name])
            lineage[name] |= dict.fromkeys(own[outer])
    for name, (box, diagram) in boxes.items():
        yield Player(
            name,
            tuple(port(name, one) for one in box.shape.inputs),
            tuple(port(name, one) for one in box.shape.outputs),
            box.labels,
            tuple(lineage[name]),
            standing(box.labels, diagram.label_keys.get(TRUST)),
        )


def _around(name: str) -> Iterator[Element]:
    """The boxes in which one lies, the nearest first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield Element(name)


def standing(labels: Mapping[str, tuple[str, ...]], key: LabelKey | None) -> str:
    """Whether labels say the most trust, the least, or neither."""
    names = (key.names if key is not None else None) or ()
    said = labels.get(TRUST, ())
    if not names or not said or said[0] not in (names[0], names[-1]):
        return ""
    return MOST if said[0] == names[-1] else LEAST


def _entrances(players: Iterable[Player]) -> frozenset[Element]:
    return frozenset(into for one in players for into in one.inputs)


def _lessons(streams: Streams) -> Iterator[Lesson]:
    """Every learn wire. One onto a box that holds a diagram teaches what lies in it, and that in which it lies, as well."""
    for name, one in streams.lessons.items():
        outputs = tuple(sorted(one.sets))
        owners = dict.fromkeys(Element(owner(out)) for out in outputs)
        learners = dict.fromkeys(box for each in owners for box in (each, *_around(each)))
        yield Lesson(Element(name), one.source, outputs, tuple(learners), one.learn)


def _untaught(streams: Streams, whole: Web) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The vertices from which learn wires lead on, and those wires, each with the data that leads on from it without."""
    for name, one in streams.lessons.items():
        yield whole.places[name], ()
        yield whole.places[one.source], tuple(whole.places[each] for each in streams.data.get(one.source, ()))


def scene(streams: Streams) -> Scene:
    """The scene of a diagram, with what several patterns ask of it worked out."""
    found = Scene(streams)
    if found.policies:
        _ = found.judged, found.acted_upon, found.data_past(POLICY, ENVIRONMENT)
    return found
