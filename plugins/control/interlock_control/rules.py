"""The findings about protocols."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_control.page import GREENBLATT

_EXAMPLE: Final = """
ports: {{in code: Text, out kept: Text}}
boxes: {{gate: {{ports: {{in code: Text, out kept: Text}}}}}}
wires: [code -> gate.code, gate.kept -> kept]
protocols:
  by-score:
    decides: gate
    honest: {{low: 0.9, high: 0.1}}
    attacks: {{plain: {{looks: {{low: 0.3, high: 0.7}}, harm: 1}}}}
    actions: {{submit: {{passes: 1, useful: 1}}, audit: {{passes: 0.1, useful: 1, share: {share}}}, drop: {{passes: 0, useful: 0}}}}
    does: {{low: {low}, high: {high}}}
    useful: 0.9
"""


def example(low: str = "submit", high: str = "audit", share: str = "0.1") -> str:
    """A gate that submits code, has people read it, or drops it."""
    return _EXAMPLE.format(low=low, high=high, share=share).strip()


OVERSPENT: Final = Rule(
    "overspent-share",
    "error",
    page(
        "overspent-share",
        "A protocol does something to honest code more often than it may.",
        "People read so many pieces of code and no more. Where a protocol sends more to them, the rest is not read, and what "
        f"was calculated for the protocol does not hold for what is done ({GREENBLATT}).",
        example(share="0.05"),
        example(),
    ),
)
SAFER: Final = Rule(
    "safer-mixture",
    "note",
    page(
        "safer-mixture",
        "Other actions at the same scores are safer, with honest code at least as useful.",
        "What is best to do at a score depends on how honest code and attacks look, and on what people's time is worth. The "
        "best mixture of actions is the solution of a game against every kind of attack; it may draw by lot, as an attacker "
        "who knows the protocol can exploit what is always the same.",
        example(low="submit", high="submit"),
        example(low="submit", high="audit"),
    ),
)
SHORT: Final = Rule(
    "less-useful-than-asked",
    "warning",
    page(
        "less-useful-than-asked",
        "What a protocol does keeps honest code less useful than is asked for.",
        "Safety is cheap where nothing useful is left: a protocol is judged by both. The frontier says what safety there is at "
        f"the usefulness that is asked for ({GREENBLATT}).",
        example(low="drop", high="drop"),
        example(),
    ),
)
REFUSED: Final = Rule(
    "protocol-refused",
    "warning",
    page(
        "protocol-refused",
        "A protocol has no value: something is missing for it.",
        "The number of uses and the budget are parameters of the box, `uses` and `budget`, and a queue says by its label "
        "`draws` whether it reads the first, the top or random pieces. Nothing is assumed in place of what is not said.",
        """
ports: {in code: Text, out kept: Text}
boxes: {audit: {ports: {in code: Text, out kept: Text}, parameters: {uses: {type: Nat, default: 100}}}}
wires: [code -> audit.code, audit.kept -> kept]
protocols: {before: {upfront: audit, harm: 0.5}}
""",
        """
ports: {in code: Text, out kept: Text}
boxes: {audit: {ports: {in code: Text, out kept: Text}, parameters: {uses: {type: Nat, default: 100}, budget: {type: Nat, default: 10}}}}
wires: [code -> audit.code, audit.kept -> kept]
protocols: {before: {upfront: audit, harm: 0.5}}
""",
    ),
)

RULES: Final = (OVERSPENT, SAFER, SHORT, REFUSED)
