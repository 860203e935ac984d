"""Interchange: a proposal in the languages of other programs, and fault trees of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.door import Exporter, Importer


class InterchangePlugin:
    """Writes interfaces and wiring as an Agda module, and hazards as fault trees of Open-PSA; reads fault trees."""

    @hookimpl
    def exporters(self) -> Sequence[Exporter]:
        """The formats `agda` and `open-psa`."""
        from interlock_interchange.agda.write import AGDA
        from interlock_interchange.open_psa.write import OPEN_PSA

        return (AGDA, OPEN_PSA)

    @hookimpl
    def importers(self) -> Sequence[Importer]:
        """The formats `galileo` and `open-psa`."""
        from interlock_interchange.galileo.read import GALILEO
        from interlock_interchange.open_psa.read import OPEN_PSA

        return (GALILEO, OPEN_PSA)


plugin = InterchangePlugin()
