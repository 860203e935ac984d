"""For plugins that look at choices: laws that a score selects, and how far they are from where they began."""

from __future__ import annotations

from interlock.semantics.selection import (
    Law,
    Nowhere,
    Split,
    along_only,
    best_of,
    best_of_bound,
    conditioned,
    divergence,
    largest_factor,
    mean,
    off_bound,
    quantilized,
    split,
    tilted,
)

__all__ = [
    "Law",
    "Nowhere",
    "Split",
    "along_only",
    "best_of",
    "best_of_bound",
    "conditioned",
    "divergence",
    "largest_factor",
    "mean",
    "off_bound",
    "quantilized",
    "split",
    "tilted",
]
