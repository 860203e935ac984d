"""For plugins that calculate: monotone functions and their cut sets, probabilities and bounds, routes and separators."""

from __future__ import annotations

from interlock.analysis.boolean import (
    FALSE,
    TRUE,
    Formula,
    Formulas,
    atoms,
    dual,
    evaluate,
    is_monotone,
    subformulas,
)
from interlock.analysis.bound import dependence_bound
from interlock.analysis.compile import compile_formula
from interlock.analysis.component import Arrows, components, is_cyclic
from interlock.analysis.cut import (
    CutSets,
    Listing,
    count,
    cut_sets,
    listing,
    minimal_cut_sets,
    minimal_path_sets,
    path_sets,
    profile,
)
from interlock.analysis.diagram import Compiled, Exhausted
from interlock.analysis.enclose import enclose, enclose_independent
from interlock.analysis.fixpoint import LeastFixpoint, NotMonotone, least_fixpoint
from interlock.analysis.interval import Interval, complement, hull, intersection, interval, point
from interlock.analysis.pace import Over, never
from interlock.analysis.probability import Undecided, probability, probability_range
from interlock.analysis.route import Question, Tally, between, count_routes, reach
from interlock.analysis.separator import Separator, dominators, least_separator
from interlock.analysis.thinnest import thinnest_routes

__all__ = [
    "FALSE",
    "TRUE",
    "Arrows",
    "Compiled",
    "CutSets",
    "Exhausted",
    "Formula",
    "Formulas",
    "Interval",
    "LeastFixpoint",
    "Listing",
    "NotMonotone",
    "Over",
    "Question",
    "Separator",
    "Tally",
    "Undecided",
    "atoms",
    "between",
    "compile_formula",
    "complement",
    "components",
    "count",
    "count_routes",
    "cut_sets",
    "dependence_bound",
    "dominators",
    "dual",
    "enclose",
    "enclose_independent",
    "evaluate",
    "hull",
    "intersection",
    "interval",
    "is_cyclic",
    "is_monotone",
    "least_fixpoint",
    "least_separator",
    "listing",
    "minimal_cut_sets",
    "minimal_path_sets",
    "never",
    "path_sets",
    "point",
    "probability",
    "probability_range",
    "profile",
    "reach",
    "subformulas",
    "thinnest_routes",
]
