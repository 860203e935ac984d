"""The findings about membranes."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_boundaries.page import CRITCH, LAMPSON
from interlock_boundaries.sections import CIRCLE, MEMBER, OVERLAP, PLACES, RANGE

_CELL: Final = """
ports: {{in question: Text, out answer: Text}}
boxes:
  model: {{mode: deterministic, ports: {{in question: Text, out answer: Text}}{model}}}
  reader: {{ports: {{in answer: Text, out read: Text}}}}
wires: [question -> model.question, model.answer -> reader.answer, reader.read -> answer]
boundaries:
  cell: {cell}
"""
ADMITTED: Final = "question -> model.question, model.answer -> reader.answer"


RATED: Final = "rate: 1e-9 fault / (device * hour), exposure: 1e6 device * hour"


def cell(said: str, model: str = "", more: str = "") -> str:
    """A model in a membrane, and a reader outside."""
    return _CELL.format(cell=said, model=model) + more


def bounded(capacity: str) -> str:
    """The same with a capacity of what leaves the membrane."""
    wires = f"question -> model.question, {{wire: model.answer -> reader.answer, capacity: {capacity}}}"
    return "uses: [alignment]\n" + cell(f"{{inside: [model], admits: [{wires}]}}").strip()


def faulty(channel: str, numbers: str = RATED, mode: str = "deterministic") -> str:
    """The same with a side channel: a fault of the model's memory, whose numbers are given."""
    said = f"{{inside: [model], mode: {mode}, admits: [{ADMITTED}], channels: {{memory: {channel}}}}}"
    failures = f"failures: {{events: {{model.flipped: {{{numbers}}}}}}}\n"
    return "uses: [alignment]\n" + cell(said, ", failures: {events: {flipped: {}}}", failures).strip()


_CREW: Final = """
uses: [alignment]
ports: {{in prompt: Prompt, out answer: Answer prompt}}
boxes: {{crew: {{kind: LanguageModel, replicate: 3}}}}
wires: ["prompt -> crew[*].prompt", "crew[1].answer -> answer"]
boundaries:
  cell: {{inside: [{inside}], admits: ["prompt -> crew[*].prompt", "crew[1].answer -> answer"]}}
"""
_CLEAN: Final = cell(f"{{inside: [model], admits: [{ADMITTED}]}}")

BREACH: Final = Rule(
    "membrane-breach",
    "error",
    page(
        "membrane-breach",
        "A wire or learn wire crosses a membrane, and the membrane does not admit it.",
        "A membrane is a claim that nothing crosses but what it admits; one wire more makes it false, whatever the wire was "
        f"meant for ({CRITCH}; {LAMPSON}). The witness is the way from the box that sends to the one that takes, through "
        "the diagrams in which they lie. Admit the wire if it is meant, or take it away.",
        cell("{inside: [model], admits: [question -> model.question]}"),
        _CLEAN,
    ),
)
IDLE: Final = Rule(
    "idle-admission",
    "warning",
    page(
        "idle-admission",
        "A membrane admits a wire that does not cross it.",
        "Both ends lie inside, or both outside. Either the membrane is not where it was meant to be, or the admission is left "
        f"over from an earlier wiring, and would let pass what comes to cross later ({LAMPSON}).",
        cell(f"{{inside: [model], admits: [{ADMITTED}, reader.read -> answer]}}"),
        _CLEAN,
    ),
)
UNSTATED: Final = Rule(
    "unstated-admissions",
    "warning",
    page(
        "unstated-admissions",
        "A membrane does not say what may cross it, and wires do.",
        f"Without `admits` nothing is claimed of what crosses, so nothing can be checked ({LAMPSON}). Write `admits: []` if "
        "nothing may cross.",
        cell("{inside: [model], mode: deterministic, channels: {}}"),
        _CLEAN,
    ),
)
OVERLAPPING: Final = Rule(
    OVERLAP,
    "error",
    page(
        OVERLAP,
        "Two membranes share a box, and neither lies in the other.",
        f"Membranes part what is inside from what is outside; a box is on one side of each ({CRITCH}). Membranes are nested or "
        "apart: name the inner one in the outer one.",
        """
boxes:
  one: {ports: {}}
  two: {ports: {}}
  three: {ports: {}}
boundaries:
  left: {inside: [one, two], admits: []}
  right: {inside: [two, three], admits: []}
""",
        """
boxes:
  one: {ports: {}}
  two: {ports: {}}
  three: {ports: {}}
boundaries:
  left: {inside: [one, two], admits: []}
  right: {inside: [left, three], admits: []}
""",
    ),
)
CIRCULAR: Final = Rule(
    CIRCLE,
    "error",
    page(
        CIRCLE,
        "A membrane lies inside of itself, by way of others.",
        f"What is inside would have to be smaller than itself ({CRITCH}).",
        """
boxes: {one: {ports: {}}}
boundaries:
  inner: {inside: [one, outer], admits: []}
  outer: {inside: [inner], admits: []}
""",
        """
boxes: {one: {ports: {}}}
boundaries:
  inner: {inside: [one], admits: []}
  outer: {inside: [inner], admits: []}
""",
    ),
)
TORN: Final = Rule(
    MEMBER,
    "error",
    page(
        MEMBER,
        "A membrane is to hold one member of a family and not the others.",
        "The boxes of a family are wired alike, by wires that lead to each of them, so none of these could be told to cross or "
        f"not ({CRITCH}). A box that is to be on another side than the rest is a box of its own.",
        _CREW.format(inside='"crew[1]"'),
        _CREW.format(inside="crew"),
    ),
)
UNFIT: Final = Rule(
    RANGE,
    "error",
    page(
        RANGE,
        "A capacity is negative, or a channel has less than one place.",
        f"What passes in a use is at least nothing, and a fault happens at some place ({LAMPSON}).",
        bounded("-1 bit / use"),
        bounded("1 bit / use"),
    ),
)
UNPLACED: Final = Rule(
    PLACES,
    "error",
    page(
        PLACES,
        "A secret sets the place of a fault, and nothing says among how many places.",
        f"What a place tells grows with the number of places ({LAMPSON}), so without it there is no bound.",
        faulty("{event: model.flipped, secret: place}"),
        faulty("{event: model.flipped, secret: place, places: 2e30}"),
    ),
)

MEMBRANE_RULES: Final = (BREACH, IDLE, UNSTATED, OVERLAPPING, CIRCULAR, TORN, UNFIT, UNPLACED)
