"""For plugins that speak to other programs: exporters, importers and the faults that they find, and results as JSON."""

from __future__ import annotations

from interlock.analysis.answer import Exporter, UnwritableError
from interlock.plugin.door import Json, from_json, schema, to_json
from interlock.plugin.importer import Importer, Roots
from interlock.text.foreign import ForeignFault
from interlock.text.outcome import Outcome
from interlock.text.site import Anchor, Site
from interlock.text.source import Source

__all__ = [
    "Anchor",
    "Exporter",
    "ForeignFault",
    "Importer",
    "Json",
    "Outcome",
    "Roots",
    "Site",
    "Source",
    "UnwritableError",
    "from_json",
    "schema",
    "to_json",
]
