"""Every pattern that is looked for, one a file."""

from __future__ import annotations

from typing import Final

from interlock.api.analysis import Lint
from interlock_lints import (
    budget_burnable,
    duties_not_separated,
    effect_before_review,
    filter_without_input,
    incentive_on_oversight,
    monitor_in_training_data,
    monitor_shares_lineage,
    proxy_pressure,
    trained_against_monitor,
    trained_alike,
    verdict_without_effect,
)

PATTERNS: Final[tuple[Lint, ...]] = (
    budget_burnable.LINT,
    duties_not_separated.LINT,
    effect_before_review.LINT,
    filter_without_input.LINT,
    incentive_on_oversight.LINT,
    monitor_in_training_data.LINT,
    monitor_shares_lineage.LINT,
    proxy_pressure.LINT,
    trained_against_monitor.LINT,
    trained_alike.LINT,
    verdict_without_effect.LINT,
)
