"""Arguments: premises and a conclusion as propositions, judged by the solver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interlock.api.plugin import hookimpl

if TYPE_CHECKING:
    from interlock.api.analysis import Analysis
    from interlock.api.section import Section


class ArgumentsPlugin:
    """The section of arguments, and the analysis that says whether they are valid and how credible."""

    @hookimpl
    def sections(self) -> Sequence[Section]:
        """The section `arguments`."""
        from interlock_arguments.sections import ARGUMENTS

        return (ARGUMENTS,)

    @hookimpl
    def analyses(self) -> Sequence[Analysis[Any]]:
        """Whether arguments are valid."""
        from interlock_arguments.analyses import VALIDITY

        return (VALIDITY,)


plugin = ArgumentsPlugin()
