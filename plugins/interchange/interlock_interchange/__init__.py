"""Interchange: a proposal in the languages of other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.door import Exporter


class InterchangePlugin:
    """Writes interfaces and wiring as an Agda module."""

    @hookimpl
    def exporters(self) -> Sequence[Exporter]:
        """The format `agda`."""
        from interlock_interchange.agda.write import AGDA

        return (AGDA,)


plugin = InterchangePlugin()
