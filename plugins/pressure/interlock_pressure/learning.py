"""Learn wires: what each may bring about, and whether the world answers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from interlock.api.analysis import Finding, Report
from interlock.api.diagram import Element, Quantity, nested, port
from interlock.api.kit import components
from interlock.api.plugin import say
from interlock_pressure.answer import LearnAnswer, Learning, Nats
from interlock_pressure.judges import WAYS
from interlock_pressure.learning_rules import IDLE, UNFIT, WORLDLY
from interlock_pressure.measure import misfit, strength
from interlock_pressure.streams import Lesson, Streams, has_role, way

WORLD: Final = ("human", "environment")
ITSELF: Final = "itself"


def analyse(found: Streams) -> Report[Learning]:
    """Every learn wire."""
    doors = _doors(found)
    circles = _circles(found, doors)
    answers: dict[str, LearnAnswer] = {}
    ways = 0
    for name, lesson in found.lessons.items():
        turned = circles.get(name, frozenset()) - {name}
        ways += bool(turned)
        answers[name] = _answer(
            lesson, _round(lesson, turned, found) if turned and ways <= WAYS else (), doors, bool(turned)
        )
    findings = [each for name, lesson in found.lessons.items() for each in _told(Element(name), lesson)]
    worldly = [each for name, one in answers.items() for each in _worldly(Element(name), one)]
    return Report(Learning(answers), (*findings, *worldly))


def _worldly(name: Element, one: LearnAnswer) -> Iterator[Finding]:
    """That what is learnt may pay by what it does to the world."""
    if one.reach == "consequential" and one.horizon != 1:
        says = say(
            "`{target}` learns from `{source}` over whole episodes, and what it learns comes back to that through {through}",
            target=one.target,
            source=one.source,
            through=f"`{one.through}`" if one.through else "people or the environment",
        )
        yield Finding(
            WORLDLY, (name, *([Element(one.through)] if one.through else [])), says, tuple(map(Element, one.way))
        )


def _told(name: Element, lesson: Lesson) -> Iterator[Finding]:
    """What is wrong with the numbers of a learn wire."""
    learn, wrong = lesson.learn, misfit(lesson.learn)
    ends = {"source": lesson.source, "target": lesson.target}
    if wrong:
        yield Finding(UNFIT, (name,), say("`{source} ~> {target}`: {wrong}", wrong=wrong, **ends))
    elif learn.times is not None and learn.choices is None and learn.budget is None:
        says = say(
            "`{source} ~> {target}` says how many times, and neither among how many nor with which budget", **ends
        )
        yield Finding(IDLE, (name,), says)


def _doors(found: Streams) -> Mapping[str, str]:
    """Where ways come into humans and environments, inputs of theirs and learn wires onto them, each with the box."""
    doors: dict[str, str] = {}
    for name, box in found.boxes.items():
        if has_role(box, *WORLD):
            doors |= {port(name, into): name for into in box.shape.inputs}
            doors |= {one: name for out in box.shape.outputs for one in found.setters.get(port(name, out), ())}
    return doors


def _circles(found: Streams, doors: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """For each learn wire the doors that lie on circles through it, in its component."""
    made: dict[str, frozenset[str]] = {}
    for component in components(found.arrows, found.lessons):
        inside = frozenset(one for one in component if one in doors)
        if inside and len(component) > 1:
            made |= {one: inside for one in component if one in found.lessons}
    return made


def _round(lesson: Lesson, doors: frozenset[str], found: Streams) -> tuple[Element, ...]:
    """A way from what a learn wire sets through a door to its source."""
    there = way(sorted(lesson.sets), doors, found.arrows)
    back = way(there[-1:], (lesson.source,), found.arrows)
    return (*there, *back[1:])


def _answer(lesson: Lesson, round_: tuple[Element, ...], doors: Mapping[str, str], turned: bool) -> LearnAnswer:  # noqa: FBT001
    learn, pressure = lesson.learn, strength(lesson.learn)
    return LearnAnswer(
        lesson.source,
        lesson.target,
        tuple(sorted(lesson.sets)),
        learn.by,
        learn.aim,
        _horizon(learn.horizon, learn.by),
        _anchor(lesson),
        _number(learn.weight),
        learn.tail,
        Nats(
            None if pressure.low is None else float(pressure.low),
            None if pressure.high is None else float(pressure.high),
        ),
        "consequential" if turned else "epistemic",
        next((doors[one] for one in round_ if one in doors), None),
        round_,
    )


def _horizon(stated: object, by: str) -> int | None:
    """How many steps are scored together; None for whole episodes, which is so unless it is said or steps are imitated."""
    if stated is None:
        return 1 if by == "imitation" else None
    return stated if isinstance(stated, int) else None


def _anchor(lesson: Lesson) -> str | None:
    """The port near whose law the target is held, or that it is held near itself."""
    anchor = lesson.learn.anchor
    return anchor if anchor in (None, ITSELF) else nested(lesson.prefix, Element(anchor))


def _number(stated: object) -> tuple[float, float] | None:
    return (float(stated.low), float(stated.high)) if isinstance(stated, Quantity) else None
