"""The findings about evidence."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_swiss_cheese.page import CONTROL

_WATCHED: Final = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}
  other: {ports: {out answer: Text}}
  filter:
    ports: {in answer: Text, in hint: Text, out kept: Text}
    failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed]}
wires: [model.answer -> filter.answer, other.answer -> filter.hint, filter.kept -> answer]
failures: {types: {harm: {}}, events: {model.errs: {probability: 0.1}}}
hazards: {harmed: {top: harm at answer}}
"""
_ATTACKED: Final = """
adversaries: {burglar: {controls: [model.errs]}, vandal: {controls: [other], in: []}}
"""

STALE: Final = Rule(
    "stale-evidence",
    "warning",
    page(
        "stale-evidence",
        "Evidence was measured while another source fed an input of the event's box than the one that is wired now.",
        "A detector that was measured on one model's answers says nothing of another's: the law of its input has "
        "changed. The finding names both sources; the number is shown and not used. Measure again, or wire it as it was.",
        _WATCHED + "evidence: {july: {of: filter.missed, failures: 1, trials: 80, on: {answer: other.answer}}}",
        _WATCHED + "evidence: {july: {of: filter.missed, failures: 1, trials: 80, on: {answer: model.answer}}}",
    ),
)
ELSEWHERE: Final = Rule(
    "evidence-of-another",
    "warning",
    page(
        "evidence-of-another",
        "Evidence was measured under another adversary than the one that acts in its scenario, or under none.",
        "How often a barrier fails depends on who tries to pass it; a rate measured under one red team, or under "
        f"nobody, is not the rate under another ({CONTROL}). It is shown and not used, and never added to other counts.",
        _WATCHED + _ATTACKED + "evidence: {july: {of: filter.missed, failures: 1, trials: 80, adversary: vandal}}",
        _WATCHED + _ATTACKED + "evidence: {july: {of: filter.missed, failures: 1, trials: 80, adversary: burglar}}",
    ),
)
DISAGREES: Final = Rule(
    "evidence-disagrees",
    "warning",
    page(
        "evidence-disagrees",
        "An event has a probability and evidence for the same scenario, and the two have no value in common.",
        "Of two numbers for one thing the measured one is used; the other is a mistake, or says that something has "
        "changed since the measurement. Either way somebody ought to look.",
        _WATCHED.replace("0.1}", "0.1}, filter.missed: {probability: 0.5}")
        + "evidence: {july: {of: filter.missed, failures: 1, trials: 80}}",
        _WATCHED.replace("0.1}", "0.1}, filter.missed: {probability: 0.02}")
        + "evidence: {july: {of: filter.missed, failures: 1, trials: 80}}",
    ),
)

EVIDENCE_RULES: Final = (STALE, ELSEWHERE, DISAGREES)
