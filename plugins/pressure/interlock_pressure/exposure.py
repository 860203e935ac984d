"""By which kinds of Goodhart's law a proxy may fail its goal (D. Manheim and S. Garrabrant, arXiv:1803.04585)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from interlock.api.diagram import Element, item, nested, owner, port
from interlock.api.kit import reach
from interlock_pressure.goodhart_answer import Exposure, Kind
from interlock_pressure.selection import Instance
from interlock_pressure.streams import Streams, way
from interlock_swiss_cheese.results import ADVERSARIES, Adversary

UNTRUSTED: Final = "untrusted"


def exposures(proxy: Element, goal: Element, found: Streams, known: Sequence[Instance]) -> Mapping[Kind, Exposure]:
    """What is known of each kind."""
    return {
        "regressional": _regressional(proxy, found),
        "causal": _causal(proxy, goal, found),
        "extremal": _extremal(proxy, goal, known),
        "adversarial": _adversarial(proxy, found),
    }


def _regressional(proxy: Element, found: Streams) -> Exposure:
    """Something is selected by the proxy: a learn wire hears it, or a box takes both it and what it judges."""
    taught = way((proxy,), _active(found), found.arrows)
    if taught:
        return _shown(taught, f"{_spelt(taught[-1])} selects by it")
    chosen = next(iter(_chosen(proxy, found)), ())
    if chosen:
        return _shown(chosen, f"`{owner(chosen[-1])}` takes it together with what it judges, and can choose by it")
    return _absent("nothing is selected by it")


def _active(found: Streams) -> frozenset[str]:
    """The learn wires that choose, and do not only copy."""
    return frozenset(name for name, one in found.lessons.items() if one.learn.by != "imitation")


def _shown(witness: tuple[str, ...], says: str) -> Exposure:
    return Exposure(present=True, witness=witness, says=says)


def _absent(says: str) -> Exposure:
    return Exposure(present=False, says=says)


def _chosen(proxy: Element, found: Streams) -> Iterator[tuple[Element, ...]]:
    """Ways of data from the proxy to a box at another input of which arrives what the proxy is made of."""
    judged = _before(proxy, found)
    onward = reach(found.data, (proxy,))
    for name, box in found.boxes.items():
        inputs = [port(name, into) for into in box.shape.inputs]
        told = [one for one in inputs if one in onward]
        if told and name != owner(proxy) and any(_shared(one, judged, found) for one in inputs if one not in told):
            yield way((proxy,), frozenset(told), found.data)


def _shared(into: Element, judged: frozenset[str], found: Streams) -> bool:
    """Whether an input takes what a box made from which the proxy is made."""
    source = found.ground.sources.get(into)
    return source in judged and "." in (source or "")


def _before(end: Element, found: Streams) -> frozenset[str]:
    backward: dict[str, list[str]] = {}
    for vertex, after in found.data.items():
        for one in after:
            backward.setdefault(one, []).append(vertex)
    return frozenset(reach(backward, (end,))) - {end}


def _causal(proxy: Element, goal: Element, found: Streams) -> Exposure:
    """What is optimised by the proxy acts on it by a way that does not pass the goal."""
    able = _active(found)
    active = [found.lessons[name] for name in reach(found.arrows, (proxy,)) if name in able]
    past = {one: tuple(each for each in after if each != goal) for one, after in found.data.items() if one != goal}
    for lesson in active:
        acts = way(sorted(lesson.sets - {proxy, goal}), (proxy,), past)
        if acts:
            says = f"{_spelt(lesson.element)} optimises what acts on it past `{goal}`"
            return _shown((lesson.element, *acts), says)
    if not active:
        return _absent("nothing is optimised by it")
    return _absent(f"what is optimised by it acts on it through `{goal}` alone, or not at all")


def _extremal(proxy: Element, goal: Element, known: Sequence[Instance]) -> Exposure:
    """On a finite instance, the options that are best by the proxy fall short of the best by the goal."""
    both = [one for one in known if {proxy, goal} <= one.values.keys()]
    if not both:
        return Exposure(None, says="no finite instance has values of both")
    short = next(filter(None, (_short(one, proxy, goal) for one in both)), None)
    names = ", ".join(one.name for one in both)
    return short or _absent(f"in {names}, something that has most of it has most of `{goal}`, too")


def _short(instance: Instance, proxy: Element, goal: Element) -> Exposure | None:
    """What shows on one instance that the best by the proxy fall short; None if they do not."""
    able = [at for at, mass in enumerate(instance.law) if mass > 0]
    by_proxy, by_goal = instance.values[proxy], instance.values[goal]
    top = max(by_proxy[at] for at in able)
    reached = max((at for at in able if by_proxy[at] == top), key=by_goal.__getitem__)
    best = max(able, key=by_goal.__getitem__)
    if by_goal[reached] == by_goal[best]:
        return None
    says = (
        f"in {instance.name}, `{instance.options[reached]}` has most of it and {by_goal[reached]:g} of `{goal}`, "
        f"`{instance.options[best]}` has {by_goal[best]:g}"
    )
    return _shown((item("selections", instance.name),), says)


def _adversarial(proxy: Element, found: Streams) -> Exposure:
    """Somebody who is not trusted sees the proxy, or learns from it."""
    enemies = tuple(_adversaries(found))
    doors = {port(name, into): name for name in enemies for into in found.boxes[name].shape.inputs}
    hired = {name for box in enemies for out in found.inside(box) for name in found.setters.get(out, ())}
    seen = frozenset((*doors, *hired, *_watched(found)))
    met = way((proxy,), seen, found.arrows)
    if not met:
        return _absent("nobody who is untrusted sees it or learns from it")
    who = doors.get(met[-1]) or (found.lessons[met[-1]].target if met[-1] in found.lessons else None)
    verb = "learns from it" if met[-1] in found.lessons else "sees it"
    return _shown(met, f"`{who}`, which is not trusted, {verb}" if who else "an adversary sees it")


def _adversaries(found: Streams) -> Iterator[str]:
    """The boxes that are untrusted, or that an adversary controls."""
    for name, box in found.boxes.items():
        if UNTRUSTED in box.labels.get("trust", ()):
            yield name
    for level in found.ground.levels:
        boxes = level.diagram.boxes
        for enemy in level.diagram.of(ADVERSARIES):
            if isinstance(enemy.value, Adversary):
                names = (one if one in boxes else one.rpartition(".")[0] for one in enemy.value.controls)
                yield from (nested(level.prefix, Element(one)) for one in names if one in boxes)


def _watched(found: Streams) -> Iterator[str]:
    """The ports that adversaries see."""
    for level in found.ground.levels:
        for enemy in level.diagram.of(ADVERSARIES):
            if isinstance(enemy.value, Adversary):
                yield from (nested(level.prefix, one) for one in enemy.value.sees or ())


def _spelt(element: str) -> str:
    """A learn wire as it is written."""
    return f"`{element.removeprefix('learn:').replace('~', ' ~> ')}`"
