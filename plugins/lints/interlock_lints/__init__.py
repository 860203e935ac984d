"""Patterns that have failed before: each is looked for in the checked diagram, with its source, and shown by a way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis, Lint


class LintsPlugin:
    """Lints with evidence, and the one step that they all read."""

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """What all patterns read."""
        from interlock_lints.patterns import SCENE

        return (SCENE,)

    @hookimpl
    def lints(self) -> Sequence[Lint]:
        """Every pattern."""
        from interlock_lints.patterns import LINTS

        return LINTS


plugin = LintsPlugin()
