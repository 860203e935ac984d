"""Membranes: what lies inside, and what may cross."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.section import Section


class BoundariesPlugin:
    """Declares the section of membranes; what crosses them is analysed by a later version."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The section `boundaries`."""
        from interlock_boundaries.sections import BOUNDARIES

        return (BOUNDARIES,)


plugin = BoundariesPlugin()
