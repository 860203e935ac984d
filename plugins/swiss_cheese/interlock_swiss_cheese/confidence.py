"""How sure one must be at least of each of the two ends that are drawn from counts."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

LEAST_CONFIDENCE: Final = Fraction(1, 2)
"""Below this the ends may cross."""
