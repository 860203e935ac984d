"""For plugins that define many classes: frozen records and named tuples as the standard library has them, made faster."""

from __future__ import annotations

from interlock.record import NamedTuple, dataclass, field, replace

__all__ = ["NamedTuple", "dataclass", "field", "replace"]
