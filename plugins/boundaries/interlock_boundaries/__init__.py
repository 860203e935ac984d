"""Membranes: what lies inside, and what may cross."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis
    from interlock.api.section import Section


class BoundariesPlugin:
    """Sections of membranes and of kernels; what leaves membranes, in bits."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The sections `boundaries` and `kernels`."""
        from interlock_boundaries.kernel_section import KERNELS
        from interlock_boundaries.sections import BOUNDARIES

        return (BOUNDARIES, KERNELS)

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """What leaves membranes, in bits."""
        from interlock_boundaries.bits import BITS

        return (BITS,)


plugin = BoundariesPlugin()
