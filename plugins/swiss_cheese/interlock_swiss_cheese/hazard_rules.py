"""The findings about hazards."""

from __future__ import annotations

from typing import Final

from interlock.api.plugin import Rule, page
from interlock_swiss_cheese.page import ARP, CONTROL, HANDBOOK, REASON
from interlock_swiss_cheese.sections import INCOMPLETE, OUT_OF_RANGE

GUARDED: Final = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}
  filter:
    ports: {in answer: Text, out kept: Text}
    failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed]}
wires: [model.answer -> filter.answer, filter.kept -> answer]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
"""
BARE: Final = """
ports: {out answer: Text}
boxes: {model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}}
wires: [model.answer -> answer]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
"""
_TWICE: Final = """
ports: {out answer: Text}
boxes:
  model: {ports: {out answer: Text}, failures: {events: {errs: {}}, rules: [harm at answer if errs]}}
  filter:
    ports: {in answer: Text, out kept: Text}
    failures: {events: {missed: {}}, rules: [harm at kept if harm at answer and missed]}
  reader:
    ports: {in answer: Text, out kept: Text}
    failures: {events: {overlooked: {}}, rules: [harm at kept if harm at answer and overlooked]}
wires: [model.answer -> filter.answer, filter.kept -> reader.answer, reader.kept -> answer]
failures: {types: {harm: {}}}
hazards: {harmed: {top: harm at answer}}
"""


def _with(proposal: str, types: str, hazard: str, events: str) -> str:
    """A proposal with other failures and another hazard."""
    lines = [line for line in proposal.strip().splitlines() if not line.startswith(("failures:", "hazards:"))]
    own = f"failures: {{types: {{{types}}}" + (f", events: {{{events}}}}}" if events else "}")
    return "\n".join([*lines, own, f"hazards: {{harmed: {{{hazard}}}}}"])


def _sharing(stated: str) -> str:
    """The twice guarded proposal with a statement about both holes."""
    failures = f"failures: {{types: {{harm: {{}}}}, dependence: [{stated}]}}"
    return _TWICE.replace("failures: {types: {harm: {}}}", failures)


def _limited(bound: str) -> str:
    """The twice guarded proposal with chances of both holes and a bound."""
    chances = "events: {filter.missed: {probability: 0.1}, reader.overlooked: {probability: 0.1}}"
    return _sharing(f'{{bound: "{bound}"}}').replace("{types: {harm: {}}", f"{{types: {{harm: {{}}}}, {chances}")


NO_BARRIER: Final = Rule(
    "no-barrier",
    "warning",
    page(
        "no-barrier",
        "A failure has a way from where it begins to a hazard on which no box asks for anything more to let it through.",
        "Layers protect only where every way meets one; the first look is for ways that miss them all "
        f"({REASON}). The finding counts such routes and shows one. A box is a barrier for a failure if its rules let "
        "it through only together with something else, its hole: an event, or a failure at another input.",
        BARE,
        GUARDED,
    ),
)
ONE_BARRIER: Final = Rule(
    "one-barrier",
    "note",
    page(
        "one-barrier",
        "Every way of a failure to a hazard meets a barrier, but some meet only one.",
        "Where one barrier stands alone its hole is all that is needed besides the first failure; a monitor, a "
        "queue and an auditor that act through one gate are one barrier, as strong as the weakest link "
        f"({CONTROL}). The finding names these barriers.",
        GUARDED,
        _TWICE,
    ),
)
SINGLE_POINT: Final = Rule(
    "single-point",
    "note",
    page(
        "single-point",
        "One event alone is enough for a hazard: a minimal cut set of order one.",
        f"Single points of failure are looked for before any number is ({HANDBOOK}). Such an event is either made "
        "impossible by argument, or a barrier is put on its way, or it is accepted in writing (`allow`).",
        BARE,
        GUARDED,
    ),
)
HAZARD_NEVER: Final = Rule(
    "hazard-never",
    "warning",
    page(
        "hazard-never",
        "Nothing that the file says can make the hazard happen.",
        "A top event without a cause is a mistake in the hazard or a gap in the rules far more often than it is "
        f"safety ({HANDBOOK}); everything computed from it is vacuous.",
        _with(BARE, "harm: {}, fraud: {}", "top: fraud at answer", ""),
        BARE,
    ),
)
TARGET_MISSED: Final = Rule(
    "target-missed",
    "warning",
    page(
        "target-missed",
        "The probability of a hazard is above its target, whatever the dependence between events or as it is declared.",
        f"A target is a requirement ({ARP}). It is called missed only if the lower bound lies above it: over all "
        "joint laws of the events, or under the dependence that the file declares; else it is open, and the table says so.",
        _with(BARE, "harm: {}", "top: harm at answer, target: <= 0.001 per use", "model.errs: {probability: 0.01}"),
        _with(BARE, "harm: {}", "top: harm at answer, target: <= 0.1 per use", "model.errs: {probability: 0.01}"),
    ),
)
RANGE: Final = Rule(
    OUT_OF_RANGE,
    "error",
    page(
        OUT_OF_RANGE,
        "A number stands where only others have a meaning: a target that is no probability, more failures than trials, "
        "a deployment without a use.",
        "No figure that is computed from such a number means anything.",
        BARE + "evidence: {july: {of: model.errs, failures: 3, trials: 2}}",
        BARE + "evidence: {july: {of: model.errs, failures: 3, trials: 200}}",
    ),
)
EVIDENCE_GAP: Final = Rule(
    INCOMPLETE,
    "error",
    page(
        INCOMPLETE,
        "Evidence gives neither failures among trials nor a value, or it gives both.",
        "A count without its trials measures nothing, and of two statements about one event one must be chosen.",
        BARE + "evidence: {july: {of: model.errs, failures: 3}}",
        BARE + "evidence: {july: {of: model.errs, failures: 3, trials: 100}}",
    ),
)
LAWLESS: Final = Rule(
    "no-joint-law",
    "error",
    page(
        "no-joint-law",
        "The probabilities of events, the bounds on conditions and the independences that are stated cannot all be so.",
        "From premises that contradict each other any number follows. Whether some joint law is as stated is a question "
        "of linear programming (G. Hailperin, Best possible inequalities for the probability of a logical function of "
        "events, American Mathematical Monthly 72, 1965).",
        _limited("P(filter.missed and reader.overlooked) >= 0.2"),
        _limited("P(filter.missed and reader.overlooked) >= 0.05"),
    ),
)
UNFIT_GROUP: Final = Rule(
    "unfit-group",
    "error",
    page(
        "unfit-group",
        "A group of events with shared causes is not what its model is about: too few events, other factors than it "
        "takes, or an event of another group.",
        "A group of m events takes one `beta`, m - 1 letters of `mgl`, or m factors `alpha` (NUREG/CR-4780, 1988). No "
        "probability is computed of its events.",
        _sharing("{mgl: [0.1, 0.5], of: [filter.missed, reader.overlooked]}"),
        _sharing("{mgl: [0.1], of: [filter.missed, reader.overlooked]}"),
    ),
)
_LABELLED: Final = """
labels: {lineage: {names: any}}
"""


def _related(filters: str, readers: str, dependence: str) -> str:
    """The twice guarded proposal with what both barriers come from, and a statement about their holes."""
    return (
        _sharing(dependence)
        .replace("  filter:\n", f"  filter:\n    labels: {{lineage: [{filters}]}}\n")
        .replace("  reader:\n", f"  reader:\n    labels: {{lineage: [{readers}]}}\n")
        + _LABELLED.strip()
    )


_APART: Final = "{independent: [filter.missed, reader.overlooked], because: They are of two makers.}"

CONTRADICTED: Final = Rule(
    "independence-contradicted",
    "warning",
    page(
        "independence-contradicted",
        "Two events are stated to be independent, and their boxes share a lineage: weights, data, a vendor, a host, a "
        "person.",
        "What two boxes have in common can fail once for both; errors of models are correlated, the more so the more "
        "they share (Kim and others, Correlated Errors in Large Language Models, arXiv:2506.07962). The statement is not "
        "used, unless the shared cause is modelled by `cause` or a group.",
        _related("weights", "weights", _APART),
        _related("weights", "people", _APART),
    ),
)
DUAL_CREDIT: Final = Rule(
    "dual-credit",
    "warning",
    page(
        "dual-credit",
        "Two barriers on one route are credited as one: they share a lineage, or one event opens both.",
        f"Layers protect by failing apart ({REASON}); what opens both is a way through one layer. The route's credited "
        "barriers are those that are stated to be independent and of which this is not so.",
        _related("weights", "weights", "{cause: jolt, of: [reader.overlooked]}").replace(
            "{types: {harm: {}}", "{types: {harm: {}}, events: {jolt: {}}"
        ),
        _related("weights", "people", _APART),
    ),
)

NOT_COHERENT: Final = Rule(
    "not-coherent",
    "note",
    page(
        "not-coherent",
        "The hazard rests on a `not` or an `exactly one of`: an event may prevent it as well as cause it. What is counted "
        "and listed as cut sets are then minimal solutions in positive literals: the smallest sets of events that "
        "are all that happens in some state with the hazard. That other events must not happen is left out of them, and "
        "there are no path sets.",
        f"Cut sets and path sets are defined for coherent systems, in which one more failure never helps ({HANDBOOK}). "
        "Prime implicants would name what must not happen, too; they are not computed. Probabilities are not concerned.",
        _with(_TWICE, "harm: {}", 'top: "exactly one of (filter.missed, reader.overlooked)"', ""),
        _with(_TWICE, "harm: {}", "top: filter.missed or reader.overlooked", ""),
    ),
)

HAZARD_RULES: Final = (
    NO_BARRIER,
    ONE_BARRIER,
    SINGLE_POINT,
    HAZARD_NEVER,
    TARGET_MISSED,
    RANGE,
    EVIDENCE_GAP,
    LAWLESS,
    UNFIT_GROUP,
    CONTRADICTED,
    DUAL_CREDIT,
    NOT_COHERENT,
)
