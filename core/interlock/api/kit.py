"""For plugins that calculate: monotone functions and their cut sets, probabilities and bounds, routes and separators."""

from __future__ import annotations

from interlock.analysis.arrival import at_least_one, mean_until_found
from interlock.analysis.boolean import (
    FALSE,
    TRUE,
    Formula,
    Formulas,
    atoms,
    deciding,
    dual,
    evaluate,
    is_monotone,
    subformulas,
    sufficient,
)
from interlock.analysis.bottleneck import bottlenecks
from interlock.analysis.bound import dependence_bound
from interlock.analysis.compile import compile_formula
from interlock.analysis.component import Arrows, components, is_cyclic
from interlock.analysis.cut import (
    CutSets,
    Listing,
    at_most,
    count,
    cut_sets,
    least_order,
    listing,
    minimal_cut_sets,
    minimal_path_sets,
    path_sets,
    products,
    profile,
)
from interlock.analysis.dependence import connected
from interlock.analysis.diagram import Compiled, Exhausted
from interlock.analysis.enclose import enclose, enclose_independent
from interlock.analysis.fixpoint import LeastFixpoint, NotMonotone, least_fixpoint
from interlock.analysis.flow import Arc, LeastCut, least_cut
from interlock.analysis.game import (
    Counted,
    Effort,
    Worst,
    audit_bound,
    counted_audit,
    effort,
    in_turn,
    probing,
    retries,
    retries_bound,
    upfront_audit,
    worst_audit,
    worst_count,
)
from interlock.analysis.importance import Effect, Effects, effects, occurrence, slope_ceilings
from interlock.analysis.interval import Interval, complement, hull, intersection, interval, point
from interlock.analysis.joint import APART, NoLaw, TooMany, joint_bound
from interlock.analysis.mixture import conditional, cut, mixture
from interlock.analysis.pace import Over, never
from interlock.analysis.probability import Undecided, probability, probability_range
from interlock.analysis.ranking import Slopes, Standing, midpoint, mixed_slopes, slopes, standings
from interlock.analysis.route import Question, Tally, between, count_routes, reach
from interlock.analysis.separator import Separator, dominators, least_separator
from interlock.analysis.sharing import Model, share_ranges
from interlock.analysis.statement import Conditional, Joint
from interlock.analysis.tail import clopper_pearson
from interlock.analysis.thinnest import thinnest_routes
from interlock.analysis.waiting import looked_at_from_the_top, looked_at_in_all, looked_at_in_turn

__all__ = [
    "APART",
    "FALSE",
    "TRUE",
    "Arc",
    "Arrows",
    "Compiled",
    "Conditional",
    "Counted",
    "CutSets",
    "Effect",
    "Effects",
    "Effort",
    "Exhausted",
    "Formula",
    "Formulas",
    "Interval",
    "Joint",
    "LeastCut",
    "LeastFixpoint",
    "Listing",
    "Model",
    "NoLaw",
    "NotMonotone",
    "Over",
    "Question",
    "Separator",
    "Slopes",
    "Standing",
    "Tally",
    "TooMany",
    "Undecided",
    "Worst",
    "at_least_one",
    "at_most",
    "atoms",
    "audit_bound",
    "between",
    "bottlenecks",
    "clopper_pearson",
    "compile_formula",
    "complement",
    "components",
    "conditional",
    "connected",
    "count",
    "count_routes",
    "counted_audit",
    "cut",
    "cut_sets",
    "deciding",
    "dependence_bound",
    "dominators",
    "dual",
    "effects",
    "effort",
    "enclose",
    "enclose_independent",
    "evaluate",
    "hull",
    "in_turn",
    "intersection",
    "interval",
    "is_cyclic",
    "is_monotone",
    "joint_bound",
    "least_cut",
    "least_fixpoint",
    "least_order",
    "least_separator",
    "listing",
    "looked_at_from_the_top",
    "looked_at_in_all",
    "looked_at_in_turn",
    "mean_until_found",
    "midpoint",
    "minimal_cut_sets",
    "minimal_path_sets",
    "mixed_slopes",
    "mixture",
    "never",
    "occurrence",
    "path_sets",
    "point",
    "probability",
    "probability_range",
    "probing",
    "products",
    "profile",
    "reach",
    "retries",
    "retries_bound",
    "share_ranges",
    "slope_ceilings",
    "slopes",
    "standings",
    "subformulas",
    "sufficient",
    "thinnest_routes",
    "upfront_audit",
    "worst_audit",
    "worst_count",
]
