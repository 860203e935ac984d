"""AI control: the words of protocols between untrusted and trusted models, and what such protocols are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import Vocabulary, hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis
    from interlock.api.section import Section


class ControlPlugin:
    """A vocabulary of control protocols, the section that states them as games, and the analysis that plays them."""

    @hookimpl
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The vocabulary `control`."""
        return (Vocabulary("control", "interlock_control", "control.yaml"),)

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The section `protocols`."""
        from interlock_control.sections import PROTOCOLS

        return (PROTOCOLS,)

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """What protocols are worth."""
        from interlock_control.analyses import PLAYED

        return (PLAYED,)


plugin = ControlPlugin()
