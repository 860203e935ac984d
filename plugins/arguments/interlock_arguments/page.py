"""What the pages of this plugin's findings cite."""

from __future__ import annotations

from typing import Final

NILSSON: Final = "N. Nilsson, Probabilistic Logic, Artificial Intelligence 28 (1986)"
