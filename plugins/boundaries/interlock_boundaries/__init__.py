"""Membranes: what lies inside, what may cross, and what the labels of ports allow to flow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis, Layer
    from interlock.api.section import Section


class BoundariesPlugin:
    """Sections of membranes and of kernels; analyses of what crosses, flows and leaves; a layer that shows what crosses."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The sections of membranes, kernels, laws, gains and what is asked of them."""
        from interlock_boundaries.kernel_section import GAINS, KERNELS, LATENTS, LAWS, LEAKAGE, SPLITS
        from interlock_boundaries.sections import BOUNDARIES

        return (BOUNDARIES, KERNELS, LAWS, GAINS, LEAKAGE, SPLITS, LATENTS)

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """The graph of all that may flow, what crosses membranes, which labels reach where, side channels, and bits."""
        from interlock_boundaries.analyses import ANALYSES

        return ANALYSES

    @hookimpl
    def layers(self) -> Sequence[Layer]:
        """What crosses membranes."""
        from interlock_boundaries.light import LAYERS

        return LAYERS


plugin = BoundariesPlugin()
