"""For plugins that speak to other programs: exporters, and results as JSON."""

from __future__ import annotations

from interlock.analysis.answer import Exporter
from interlock.plugin.door import Json, from_json, schema, to_json

__all__ = ["Exporter", "Json", "from_json", "schema", "to_json"]
