"""For plugins that look at types: terms, their text and their equality, and measures."""

from __future__ import annotations

from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.measure import Measure, spell_measure
from interlock.kernel.spell import spell
from interlock.kernel.term import Term

__all__ = ["Context", "Measure", "Term", "convertible", "spell", "spell_measure"]
