"""The whole plugin surface: each hook returns data, and each body imports what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from interlock.analysis.answer import Analysis, Exporter, Layer, Lint
    from interlock.plugin.function import Function
    from interlock.plugin.importer import Importer
    from interlock.plugin.vocabulary import Vocabulary
    from interlock.syntax.section import Section

hookspec = pluggy.HookspecMarker("interlock")


@hookspec
def vocabularies() -> Sequence[Vocabulary]:  # type: ignore[empty-body]
    """Vocabularies: a name, and the package resource with its YAML."""


@hookspec
def sections() -> Sequence[Section]:  # type: ignore[empty-body]
    """Sections of the file, their sorts, laws and namespaces."""


@hookspec
def analyses() -> Sequence[Analysis[Any]]:  # type: ignore[empty-body]
    """Analyses of a checked diagram."""


@hookspec
def lints() -> Sequence[Lint]:  # type: ignore[empty-body]
    """Patterns to look for."""


@hookspec
def layers() -> Sequence[Layer]:  # type: ignore[empty-body]
    """Layers of the picture."""


@hookspec
def exporters() -> Sequence[Exporter]:  # type: ignore[empty-body]
    """Formats to write."""


@hookspec
def importers() -> Sequence[Importer]:  # type: ignore[empty-body]
    """Formats to read, as results that analyses start from."""


@hookspec
def kernels() -> Sequence[Function]:  # type: ignore[empty-body]
    """What boxes may do, as functions of Python that the section `kernels` calls."""
