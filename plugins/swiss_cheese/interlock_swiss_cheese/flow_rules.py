"""The findings about how failures are declared to travel."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_swiss_cheese.page import FPTN, HANDBOOK

_RELAY: Final = """
ports: {{out answer: Text}}
boxes:
  model: {{ports: {{out answer: Text}}, failures: {{events: {{errs: {{}}}}, rules: [harm at answer if errs]}}}}
  relay: {{ports: {{in answer: Text, out sent: Text}}{said}}}
wires: [model.answer -> relay.answer, relay.sent -> answer]
failures: {{types: {{harm: {{}}, delay: {{}}}}{failures}}}
hazards: {{harmed: {{top: harm at answer}}}}
"""


def _relay(said: str = "harm at sent if harm at answer", failures: str = "", events: str = "") -> str:
    """A model and a relay behind it, of which something is said."""
    own = f", failures: {{events: {{{events}}}, rules: [{said}]}}" if said else ""
    return _RELAY.format(said=own, failures=failures)


UNHANDLED: Final = Rule(
    "unhandled-failure",
    "warning",
    page(
        "unhandled-failure",
        "A failure reaches a box that declares how failures pass it and says nothing of this type; if it passed, "
        "a hazard would have a new cause.",
        "A box with rules is taken to be described by them, so a type that was forgotten vanishes there and all that "
        f"it would have caused with it. Completeness over failure classes is checked as in {FPTN}. Give the box a "
        "rule for the type, or `stop TYPE at INPUT` if it ends there.",
        _relay("delay at sent if late", events="late: {}"),
        _relay(),
    ),
)
UNHANDLED_ASIDE: Final = Rule(
    "unhandled-without-effect",
    "note",
    page(
        "unhandled-without-effect",
        "A failure reaches a box that declares how failures pass it and says nothing of this type; if it passed, "
        "no hazard would gain a cause.",
        f"It is a gap in what is declared, though one on which no result rests ({FPTN}).",
        _relay("harm at sent if harm at answer", ", rules: [delay at model.answer]"),
        _relay("harm at sent if harm at answer, stop delay at answer", ", rules: [delay at model.answer]"),
    ),
)
UNDECLARED: Final = Rule(
    "undeclared-output",
    "note",
    page(
        "undeclared-output",
        "No rule says what failures leave by an output, so every failure that reaches an input on which it depends "
        "passes.",
        "This is the safe default: a box of which nothing is known stops nothing. A rule says what it really does "
        f"({FPTN}).",
        _relay(""),
        _relay(),
    ),
)
CYCLE: Final = Rule(
    "cycle-took-part",
    "note",
    page(
        "cycle-took-part",
        "Failures can go round in a circle of wires.",
        "The state is the least that the rules allow, so nothing is there that did not begin somewhere; but what comes "
        f"round comes later, and a fault tree has no time ({HANDBOOK}).",
        """
ports: {out answer: Text}
boxes:
  talker: {ports: {out said: Text, in heard: Text}, failures: {events: {errs: {}}, rules: [harm at said if errs or harm at heard]}}
  echo: {ports: {in said: Text, out back: Text}, failures: {rules: [harm at back if harm at said]}}
wires: [talker.said -> echo.said, echo.back -> answer, echo.back -> talker.heard]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
""",
        _relay(),
    ),
)
LEARNING_CYCLE: Final = Rule(
    "learning-cycle",
    "note",
    page(
        "learning-cycle",
        "Failures can go round in a circle that passes a learn wire: what is learnt changes what is learnt from.",
        "Feedback through training makes small errors persist and grow (D. Sculley and others, Hidden Technical Debt in "
        "Machine Learning Systems, 2015). The state of failures is the least that the rules allow, with no account of how often the circle "
        "is run.",
        """
ports: {out answer: Text}
boxes:
  policy: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs or harm at learning]}}
  reward: {ports: {in answer: Text, out score: Real}, failures: {rules: [harm at score if harm at answer]}}
wires: [policy.answer -> reward.answer, policy.answer -> answer]
learns: [reward.score ~> policy]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
""",
        """
ports: {out answer: Text, in corpus: Text}
boxes: {policy: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs or harm at learning]}}}
wires: [policy.answer -> answer]
learns: [corpus ~> policy]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
""",
    ),
)
PROMISE: Final = Rule(
    "promise-broken",
    "error",
    page(
        "promise-broken",
        "A rule for an outer output says when a failure leaves by it, and the wiring lets it leave without that.",
        "Whoever uses this proposal as a box relies on its outer rules (contracts of components: Benveniste and others, "
        "Contracts for System Design, 2018). The finding shows a smallest set of events that breaks the promise.",
        _relay(failures=", events: {storm: {}}, rules: [harm at answer if storm]"),
        _relay(failures=", rules: [harm at answer if model.errs]"),
    ),
)
PROMISE_EMPTY: Final = Rule(
    "promise-empty",
    "note",
    page(
        "promise-empty",
        "A rule for an outer output says that a failure leaves by it, and no rule of any box causes one there, whatever "
        "comes in.",
        "Whoever uses this proposal as a box guards against a failure that cannot come; or a rule within is missing, and "
        f"the failure with it ({FPTN}).",
        _relay(failures=", rules: [harm at answer if model.errs, delay at answer if model.errs]"),
        _relay(failures=", rules: [harm at answer if model.errs]"),
    ),
)
IDLE_RULE: Final = Rule(
    "rule-never-used",
    "note",
    page(
        "rule-never-used",
        "A rule waits for a failure that nothing brings to the place it names.",
        "Such a rule is a slip of a name, or a wire or a cause is missing. An outer input of which nothing is said may bring "
        f"anything, and so may those of a proposal that is used as a box ({HANDBOOK}).",
        _relay("harm at sent if harm at answer or delay at answer"),
        _relay(),
    ),
)
IDLE_EVENT: Final = Rule(
    "unused-event",
    "note",
    page(
        "unused-event",
        "An event is declared and no rule, hazard or cause asks for it.",
        f"What it was to cause is missing from every cut set ({HANDBOOK}).",
        _relay("harm at sent if harm at answer", events="torn: {}"),
        _relay("harm at sent if harm at answer and torn", events="torn: {}"),
    ),
)
STOPPED: Final = Rule(
    "stopped-and-passed",
    "warning",
    page(
        "stopped-and-passed",
        "A box stops a failure at an input and lets the same failure out without asking for anything more.",
        "Of the two statements one is wrong; rules are what counts, so the stop has no effect.",
        _relay("harm at sent if harm at answer, stop harm at answer"),
        _relay("harm at sent if torn, stop harm at answer", events="torn: {}"),
    ),
)
CIRCULAR: Final = Rule(
    "circular-choice",
    "error",
    page(
        "circular-choice",
        "`exactly one of` holds failures at ports that depend on what it decides.",
        "A second failure can undo the first there, so a circle through it need not have a least state and no state "
        "is computed.",
        """
ports: {out answer: Text}
boxes:
  talker: {ports: {out said: Text, in heard: Text}, failures: {events: {errs: {}}, rules: ["harm at said if exactly one of (errs, harm at heard)"]}}
  echo: {ports: {in said: Text, out back: Text}, failures: {rules: [harm at back if harm at said]}}
wires: [talker.said -> echo.said, echo.back -> answer, echo.back -> talker.heard]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
""",
        _relay('"harm at sent if exactly one of (torn, harm at answer)"', events="torn: {}"),
    ),
)

FLOW_RULES: Final = (
    UNHANDLED,
    UNHANDLED_ASIDE,
    UNDECLARED,
    CYCLE,
    LEARNING_CYCLE,
    PROMISE,
    PROMISE_EMPTY,
    IDLE_RULE,
    IDLE_EVENT,
    STOPPED,
    CIRCULAR,
)
