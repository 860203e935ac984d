"""Whether the weights of scenarios can sum to one."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.elaborate.fault import Misshapen
from interlock.elaborate.resolved import CheckedItem, Quantity
from interlock.kernel.spell import untyped
from interlock.syntax.declared import Scenario
from interlock.text.site import Site


def unfit_weights(items: Sequence[CheckedItem], site: Site) -> list[Misshapen]:
    """A fault if no choice of weights sums to one; a scenario without a weight may have any.

    Nothing more is told of weights of which one is no probability.
    """
    stated: list[object] = [item.value.weight for item in items if isinstance(item.value, Scenario)]
    known = [weight for weight in stated if isinstance(weight, Quantity)]
    if any(weight.low < 0 or weight.high > 1 for weight in known):
        return []
    least, most = sum(weight.low for weight in known), sum(weight.high for weight in known)
    if least > 1:
        return [Misshapen(site, "weights with sum 1", f"at least {untyped(least)} in all")]
    if stated and len(known) == len(stated) and most < 1:
        return [Misshapen(site, "weights with sum 1", f"at most {untyped(most)} in all")]
    return []
