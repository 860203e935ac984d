"""Models in Open-PSA's format as texts, read and analysed in this process."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.analysis.answer import Request
from interlock.analysis.plan import run
from interlock.api.kit import Formula, evaluate
from interlock.plugin.importer import Roots
from interlock.text.foreign import ForeignFault
from interlock.text.outcome import Outcome
from interlock.text.source import Source, position
from interlock_interchange.open_psa.read import read
from interlock_swiss_cheese.analyses import PROPAGATION, SWISS_CHEESE
from interlock_swiss_cheese.answer import HazardAnswer
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.tree import hazard_element


def model(*trees: str, events: Mapping[str, float] | None = None, more: str = "") -> str:
    """A model of fault trees, each the inside of one, with basic events of these probabilities."""
    inside = "".join(f'<define-fault-tree name="t{at}">{tree}</define-fault-tree>' for at, tree in enumerate(trees))
    stated = "".join(
        f'<define-basic-event name="{name}"><float value="{chance!r}"/></define-basic-event>'
        for name, chance in (events or {}).items()
    )
    return f"<opsa-mef>{inside}<model-data>{stated}{more}</model-data></opsa-mef>"


def gate(formula: str, name: str = "top") -> str:
    """The definition of a gate."""
    return f'<define-gate name="{name}">{formula}</define-gate>'


def event(name: str, kind: str = "basic-event") -> str:
    """A reference."""
    return f'<{kind} name="{name}"/>'


def opened(text: str) -> Outcome[Roots]:
    """The outcome of reading a text."""
    return read(Source("model.xml", text))


def propagated(text: str) -> Propagation:
    """The fault trees of a sound text."""
    outcome = opened(text)
    assert [fault.says.plain() for fault in outcome.faults if isinstance(fault, ForeignFault)] == []
    found = outcome.value.values[PROPAGATION]
    assert isinstance(found, Propagation)
    return found


def formula(text: str, top: str = "top") -> Formula:
    """The formula of a top gate of a sound text."""
    return propagated(text).state[hazard_element(top)]


def table(text: str, names: str = "abc") -> list[bool]:
    """The values of the gate `top` in all states of some events, the first event the slowest to change."""
    top = formula(text)
    states = ({name for at, name in enumerate(reversed(names)) if state >> at & 1} for state in range(2 ** len(names)))
    return [evaluate(top, state) for state in states]


def answers(text: str) -> Mapping[str, HazardAnswer]:
    """The answer for each top gate, whatever is wrong with the text."""
    given = opened(text).value.values
    if not given:
        return {}
    ran = run((SWISS_CHEESE,), given, Request())
    for failed in ran.failed:
        raise failed.error
    return ran.results[SWISS_CHEESE].hazards


def chance(text: str, top: str = "top") -> float:
    """The probability of a top gate."""
    declared = answers(text)[top].probability.declared
    assert declared is not None
    assert declared.lower == declared.upper
    return declared.upper


def told(text: str) -> list[tuple[str, int, int, str]]:
    """The code, line, column and text under each fault."""
    source = Source("model.xml", text)
    starts = source.line_starts()
    return [
        (fault.code, *position(starts, fault.site.start), text[fault.site.start : fault.site.end])
        for fault in read(source).faults
    ]


def codes(text: str) -> list[str]:
    """The codes of the faults."""
    return [fault.code for fault in opened(text).faults]
