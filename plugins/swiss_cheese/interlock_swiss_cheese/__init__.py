"""Failure analysis: how failures travel, the routes they take to hazards, and the barriers with their holes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis, Layer
    from interlock.api.door import Exporter
    from interlock.api.section import Section


class SwissCheesePlugin:
    """Sections for hazards, adversaries, evidence and changes; analyses of failures; layers that show barriers and routes."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The sections `hazards`, `adversaries`, `evidence` and `changes`."""
        from interlock_swiss_cheese.change_section import CHANGES
        from interlock_swiss_cheese.sections import ADVERSARIES, EVIDENCE, HAZARDS

        return (HAZARDS, ADVERSARIES, EVIDENCE, CHANGES)

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """Propagation, routes, the answers that rest on them, the barriers, the impact table, and audits."""
        from interlock_swiss_cheese.analyses import ANALYSES

        return ANALYSES

    @hookimpl
    def exporters(self) -> Sequence[Exporter]:
        """The format `fmea`."""
        from interlock_swiss_cheese.analyses import FMEA

        return (FMEA,)

    @hookimpl
    def layers(self) -> Sequence[Layer]:
        """Barriers, and the thinnest route."""
        from interlock_swiss_cheese.light import LAYERS

        return LAYERS


plugin = SwissCheesePlugin()
