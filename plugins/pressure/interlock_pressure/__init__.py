"""Optimisation pressure: what is learnt from what, what stands for what, and which judges are held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis, Layer
    from interlock.api.section import Section


class PressurePlugin:
    """Sections of proxies and of claims that something is held out; analyses of what is optimised against what."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The sections `proxies` and `selections`, and the claims that begin with `held-out`."""
        from interlock_pressure.sections import HELD_OUT, PROXIES
        from interlock_pressure.selection_section import SELECTIONS

        return (PROXIES, HELD_OUT, SELECTIONS)

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """The graph on which pressure travels, held-out evaluators, learn wires, proxies, selections and incentives."""
        from interlock_pressure.analyses import ANALYSES

        return ANALYSES

    @hookimpl
    def layers(self) -> Sequence[Layer]:
        """The ways by which evaluators press on what they judge."""
        from interlock_pressure.light import LAYERS

        return LAYERS


plugin = PressurePlugin()
