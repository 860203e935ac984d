"""Arguments: premises and a conclusion as propositions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.section import Section


class ArgumentsPlugin:
    """Declares the section of arguments; whether they are valid is decided by a later version."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The section `arguments`."""
        from interlock_arguments.sections import ARGUMENTS

        return (ARGUMENTS,)


plugin = ArgumentsPlugin()
