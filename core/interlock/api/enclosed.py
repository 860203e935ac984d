"""For plugins that enclose boxes: what lies inside of enclosures that may hold one another, and which cut through others."""

from __future__ import annotations

from interlock.analysis.enclosed import Inside, holds_itself, interior, overlap, parents

__all__ = ["Inside", "holds_itself", "interior", "overlap", "parents"]
