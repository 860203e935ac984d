"""The findings about labels that flow."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_boundaries.page import DENNING, GOGUEN

_SENT: Final = """
labels: {{trust: {{order: [untrusted, vetted, trusted], combine: min}}}}
ports: {{out sent: {{type: Text, labels: {{trust: vetted}}}}}}
boxes:
  model: {{ports: {{out answer: Text}}, labels: {{trust: untrusted}}}}
  editor: {{ports: {{in answer: Text, out edited: {edited}}}, labels: {{trust: trusted}}}}
wires: [model.answer -> editor.answer, editor.edited -> sent]
"""
_MOVED: Final = """
labels: {{
  trust: {{order: [untrusted, vetted, trusted], combine: min}},
  role: {{names: [actuator]}}
}}
boxes:
  model: {{ports: {{out order: {order}}}, labels: {{trust: untrusted}}}}
  arm: {{ports: {{in order: Text}}, labels: {{role: [actuator]}}}}
wires: [model.order -> arm.order]
"""
_ENDORSED: Final = "{type: Text, relabels: {trust: vetted}}"

UNMET: Final = Rule(
    "label-demand",
    "error",
    page(
        "label-demand",
        "A port takes no less trust, or no more secrecy, than its label says, and what comes to it has another value.",
        f"The value of an output is that of its box and of all that leads to it, whichever spreads ({DENNING}); what comes "
        f"from elsewhere interferes with the port, unless an output on the way relabels it ({GOGUEN}). The finding stands at "
        "the first wire that all of it passes: one endorsement there would be enough. The witness is a shortest way.",
        _SENT.format(edited="Text"),
        _SENT.format(edited=_ENDORSED),
    ),
)
ACTED: Final = Rule(
    "unendorsed-action",
    "error",
    page(
        "unendorsed-action",
        "What has the least trust reaches an actuator, and nothing on the way endorses it.",
        f"An actuator does what it is told, so whoever sets what it is told acts by it ({DENNING}; {GOGUEN}). Let a box "
        "that may vouch for it relabel it on the way.",
        _MOVED.format(order="Text"),
        _MOVED.format(order=_ENDORSED),
    ),
)

FLOW_RULES: Final = (UNMET, ACTED)
