"""The analysis of membranes on the wiring alone: what crosses, breaches with their ways, and where a barrier would stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.api.analysis import Finding, Report
from interlock.api.diagram import Element
from interlock.api.plugin import say
from interlock_boundaries.answer import MembraneAnswer, Membranes
from interlock_boundaries.condensed import condensed
from interlock_boundaries.crossing import Strand, Wall, crossings, idle, strands, total, untaught, walls
from interlock_boundaries.ground import Ground
from interlock_boundaries.membrane_rules import BREACH, IDLE, UNSTATED
from interlock_boundaries.passage import Land, land, passages
from interlock_boundaries.tracer import Tracer


def analyse(network: Ground) -> Report[Membranes]:
    """What crosses each membrane, and what is wrong with it."""
    found = dict(_answers(network))
    tracer = Tracer(network)
    findings = [each for wall, answer in found.values() for each in _find(wall, answer, tracer)]
    return Report(Membranes({name: answer for name, (_, answer) in found.items()}), tuple(findings))


def _answers(network: Ground) -> Iterator[tuple[str, tuple[Wall, MembraneAnswer]]]:
    """Each membrane by its name, with what is said of it."""
    ground: Land | None = None
    for level in network.levels:
        every = tuple(walls(level))
        wires = strands(level) if every else ()
        for wall in every:
            ground = land(condensed(network)) if ground is None else ground
            yield wall.name, (wall, _answer(wall, wires, ground))


def _answer(wall: Wall, wires: Sequence[Strand], ground: Land) -> MembraneAnswer:
    """What is said of a membrane."""
    crossing = tuple(crossings(wall, wires))
    return MembraneAnswer(
        wall.boxes(),
        wall.around,
        wall.value.admits is not None,
        crossing,
        tuple(one.element for one in idle(wall)),
        tuple(dict.fromkeys(one.source for one in crossing if one.direction == "outward")),
        tuple(dict.fromkeys(one.target for one in crossing if one.direction == "inward")),
        {"inward": total(crossing, "inward"), "outward": total(crossing, "outward")},
        passages(wall, ground),
    )


def _find(wall: Wall, answer: MembraneAnswer, tracer: Tracer) -> Iterator[Finding]:
    """The breaches of a membrane, each with its way, what it admits in vain, and that it says nothing of what crosses."""
    for one in answer.breaches():
        says = say(
            "`{wire}` crosses the membrane `{name}` {direction} and is not admitted",
            wire=one.written,
            name=wall.name,
            direction=one.direction + "s",
        )
        lacking = ", ".join(f"`{out}`" for out in untaught(wall, one.element))
        help_ = f"Of what it sets {lacking} is not admitted." if lacking else ""
        yield Finding(BREACH, (Element(one.element), wall.element), says, tuple(tracer.witness(one)), help=help_)
    for each in idle(wall):
        yield Finding(
            IDLE,
            (wall.element, each.element),
            say(
                "`{name}` admits `{wire}`, which does not cross it",
                name=wall.name,
                wire=each.written,
            ),
        )
    if wall.value.admits is None and answer.crossings:
        says = say(
            "`{name}` does not say what may cross it, and {many}",
            name=wall.name,
            many=f"{len(answer.crossings)} wires do" if len(answer.crossings) > 1 else "one wire does",
        )
        yield Finding(UNSTATED, (wall.element,), says)
