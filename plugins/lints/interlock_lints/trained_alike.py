"""Barriers that are stated to be independent and learn from the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from interlock.api.analysis import Finding
from interlock.api.diagram import Alpha, Beta, Cause, Element, Failures, GreekLetters, Independence, key, nested, owner
from interlock.api.plugin import Rule, page, say
from interlock.api.record import NamedTuple
from interlock.api.section import FAILURES
from interlock_lints.scene import Scene
from interlock_lints.source import KIM, SHARED
from interlock_lints.ways import Ends, marked

_LAYERED: Final = """
uses: [alignment]
ports: {{in first: Text, in second: Text, in prompt: Text, out released: Text}}
boxes:
  model: {{labels: {{role: [policy]}}, ports: {{in prompt: Text, out answer: Text}}}}
  one: {{ports: {{in prompt: Text, in answer: Text, out kept: Text}}, failures: {{events: {{missed: {{}}}}, rules: [harmful-output at kept if harmful-output at answer and missed]}}}}
  two: {{ports: {{in prompt: Text, in kept: Text, out released: Text}}, failures: {{events: {{missed: {{}}}}, rules: [harmful-output at released if harmful-output at kept and missed]}}}}
wires:
  - prompt -> model.prompt, one.prompt, two.prompt
  - model.answer -> one.answer
  - one.kept -> two.kept
  - two.released -> released
learns:
  - {{learn: first ~> one, by: imitation}}
  - {{learn: {second} ~> two, by: imitation}}
failures:
  dependence: [{{independent: [one.missed, two.missed], because: An example.}}]
"""

RULE: Final = Rule(
    "trained-alike",
    "warning",
    page(
        "trained-alike",
        "Two events are stated to be independent, and the boxes to which they belong learn from the same source.",
        f"What is trained on the same data errs on the same inputs, more so the better it is trained ({KIM}), and layers of "
        f"defence that fail together are one layer ({SHARED}). Lineage that two boxes state in common is told by "
        "`independence-contradicted` and `dual-credit`; this is what their learn wires show.\n\n"
        "**Condition.** Two events that a statement of independence names, of different boxes that share no `lineage` name, "
        "in no group of common causes (`cause`, `beta`, `mgl`, `alpha`) together; and a port from which ways past no box with "
        "a role lead to the sources of learn wires onto both boxes.",
        _LAYERED.format(second="first"),
        _LAYERED.format(second="second"),
    ),
)


class _Pair(NamedTuple):
    """Two boxes, by events of them that are stated to be independent, and the place of the statement."""

    events: tuple[str, str]
    boxes: tuple[Element, Element]
    stated: Element


def look(scene: Scene) -> Iterator[Finding]:
    """Each pair of events with the nearest port from which both boxes learn, and the ways from it to both."""
    sources = _sources(scene)
    pairs = list(_pairs(scene, sources)) if sources else []
    if not pairs:
        return
    boxes = {box: sources[box] for pair in pairs for box in pair.boxes}
    bits = {box: 1 << at for at, box in enumerate(boxes)}
    taught = scene.direct.backward(marked(boxes))
    for pair in pairs:
        one, other = pair.boxes
        way = scene.direct.nearest(taught.having(bits[one] | bits[other]), sources[one])
        if way:
            yield _finding(scene, pair, way, scene.direct.shortest(way[:1], sources[other]))


def _finding(scene: Scene, pair: _Pair, way: tuple[Element, ...], other: tuple[Element, ...]) -> Finding:
    (one, two), events = pair.boxes, pair.events
    says = say(
        "`{one}` and `{two}` are stated to be independent, and `{first}` and `{second}` both learn from `{source}`",
        one=events[0],
        two=events[1],
        first=one,
        second=two,
        source=way[0],
    )
    witness = (*way, _lesson(scene, way[-1], one), *other, _lesson(scene, other[-1], two))
    help_ = "Train them on what has nothing in common, or state the common cause by `cause` or `beta`."
    return Finding(RULE, (pair.stated, one, two), says, witness, (KIM.key, SHARED.key), help_)


def _lesson(scene: Scene, source: Element, box: Element) -> Element:
    """The learn wire from a port onto a box."""
    return next(one.element for one in scene.lessons if one.source == source and box in one.learners)


def _pairs(scene: Scene, sources: Ends) -> Iterator[_Pair]:
    """The pairs of events of different boxes that learn and share no lineage, stated independent without a common cause."""
    for prefix, diagram in scene.ground.levels:
        every = {
            nested(prefix, key(one.element, "dependence", str(at))): each
            for one in diagram.of(FAILURES)
            if isinstance(one.value, Failures)
            for at, each in enumerate(one.value.dependence or ())
        }
        groups = [frozenset(one.of) for one in every.values() if isinstance(one, Cause | Beta | GreekLetters | Alpha)]
        for stated, independence in every.items():
            if isinstance(independence, Independence):
                events = {event: nested(prefix, Element(owner(Element(event)))) for event in independence.independent}
                learning = [event for event, box in events.items() if box in sources]
                for one, other in combinations(learning, 2):
                    grouped = any(one in group and other in group for group in groups)
                    if not grouped and _apart(scene, events[one], events[other]):
                        names = nested(prefix, Element(one)), nested(prefix, Element(other))
                        yield _Pair(names, (events[one], events[other]), stated)


def _apart(scene: Scene, one: Element, other: Element) -> bool:
    """Whether two boxes are different, and share no name of lineage."""
    mine, yours = scene.players[one].lineage, scene.players[other].lineage
    return one != other and set(mine).isdisjoint(yours)


def _sources(scene: Scene) -> Ends:
    """Each box with the sources of the learn wires onto it."""
    found: dict[Element, list[Element]] = {}
    for lesson in scene.lessons:
        for learner in lesson.learners:
            found.setdefault(learner, []).append(lesson.source)
    return found
