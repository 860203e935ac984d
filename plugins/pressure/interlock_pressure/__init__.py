"""Optimisation pressure: what stands for what, and which judges are held out from what they judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.section import Section


class PressurePlugin:
    """Declares proxies and claims that something is held out; pressure is analysed by a later version."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The section `proxies`, and the claims that begin with `held-out`."""
        from interlock_pressure.sections import HELD_OUT, PROXIES

        return (PROXIES, HELD_OUT)


plugin = PressurePlugin()
