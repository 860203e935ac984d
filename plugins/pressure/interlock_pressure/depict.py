"""What pictures show of pressure: ways from evaluators into learning, learn wires by reach and pressure, proxies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from interlock.api.analysis import Exhibit, Lit, Marks
from interlock.api.diagram import Element, owner, wire
from interlock_pressure.answer import HeldOutAnswers, LearnAnswer, Learning
from interlock_pressure.goodhart_answer import Goodhart, ProxyAnswer
from interlock_pressure.held_out import spelt

WAY: Final = ("way",)


def light_way(way: Sequence[str]) -> Marks:
    """The ports, boxes, wires and learn wires of a way."""
    lit: dict[Element, tuple[str, ...]] = {}
    for one in way:
        if one.startswith("learn:"):
            lit[Element(one)] = WAY
        else:
            lit |= {Element(each): WAY for each in (one, wire(Element(one)), owner(Element(one))) if each}
    return lit


def light_held_out(found: HeldOutAnswers) -> Marks:
    """The ways of all claims that are refuted, or of all evaluators that are not held out where nothing is claimed."""
    ways = [one.way for one in found.claims.values() if one.status != "proved"]
    ways = ways or [one.way for one in found.evaluators if not one.held_out and not found.claims]
    return {element: marks for way in ways for element, marks in light_way(way).items()}


def depict_held_out(found: HeldOutAnswers) -> Sequence[Exhibit]:
    """For each claim that some way bears on, that way, with what the least cut lets pass at its wires."""
    return tuple(_claims(found))


def _claims(found: HeldOutAnswers) -> Iterator[Exhibit]:
    for name, one in found.claims.items():
        if one.way:
            allowed = " past no excepted means" if one.forbidden and one.excepted else ""
            note = (
                f"{one.status}: {one.evaluator} presses on {one.subject} by this way{allowed}, {spelt(one.pressure)}."
            )
            cut = {Element(each): "· least cut" for each in one.cut}
            yield Lit(f"Way of the claim {name}", light_way(one.way), note, cut)


def depict_learning(found: Learning) -> Sequence[Exhibit]:
    """The learn wires with their reach, what they are held near, and their pressure."""
    if not found.wires:
        return ()
    labels = {Element(name): _words(one) for name, one in found.wires.items()}
    return (Lit("Learn wires by reach and pressure", {}, "", labels),)


def _words(one: LearnAnswer) -> str:
    pressure = "" if one.pressure.upper is None else spelt(one.pressure)
    near = f"near {one.anchor}" if one.anchor else ""
    weight = "" if one.weight is None else f"weight {one.weight[0]:g}"
    return " ".join(("·", " · ".join(filter(None, (one.reach, near, weight, pressure)))))


def depict_goodhart(found: Goodhart) -> Sequence[Exhibit]:
    """The proxies beside what they stand for, with how each gap is known; nothing where there are none."""
    if not found.proxies:
        return ()
    ties = tuple((Element(one.proxy), Element(one.goal), _gap(one)) for one in found.proxies.values())
    return (Lit("Proxies and what they stand for", {}, "", {}, ties),)


def _gap(one: ProxyAnswer) -> str:
    known = {"measured": "measured, stale" if one.stale else "measured", "assumed": "assumed", "unstated": "no reason"}
    return f"stands for ({known[one.gap]})"
