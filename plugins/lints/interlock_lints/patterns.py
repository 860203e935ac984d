"""Every pattern that is looked for, one a file."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import Lint
from interlock_lints import trained_against_monitor

PATTERNS: Final[tuple[Lint, ...]] = (trained_against_monitor.LINT,)
