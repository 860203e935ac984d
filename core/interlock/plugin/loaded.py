"""What the host hands out: values of all plugins in a stable order, who added which, and who was left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from interlock.record import NamedTuple

if TYPE_CHECKING:
    from interlock.analysis.answer import Analysis, Exporter, Layer, Lint
    from interlock.plugin.fault import PluginFault
    from interlock.plugin.function import Function
    from interlock.plugin.importer import Importer
    from interlock.plugin.vocabulary import Vocabulary
    from interlock.syntax.section import Section


class Contribution(NamedTuple):
    """What one plugin returned from the hooks that were called."""

    name: str
    distribution: str
    version: str
    vocabularies: tuple[Vocabulary, ...] = ()
    sections: tuple[Section, ...] = ()
    analyses: tuple[Analysis[Any], ...] = ()
    lints: tuple[Lint, ...] = ()
    layers: tuple[Layer, ...] = ()
    exporters: tuple[Exporter, ...] = ()
    importers: tuple[Importer, ...] = ()
    kernels: tuple[Function, ...] = ()

    def names(self) -> tuple[tuple[str, str], ...]:
        """The names that must be its own, each with what it names; sections may be shared."""
        return (
            *(("vocabulary", vocabulary.name) for vocabulary in self.vocabularies),
            *(("analysis", analysis.name) for analysis in self.analyses),
            *(("lint", lint.code) for lint in self.lints),
            *(("layer", layer.name) for layer in self.layers),
            *(("format", exporter.format) for exporter in self.exporters),
            *(("import", importer.format) for importer in self.importers),
            *(("kernel", one.name) for one in self.kernels),
            *(("suffix", suffix) for importer in self.importers for suffix in importer.suffixes),
        )

    def adds(self) -> tuple[str, ...]:
        """All it adds, as `analysis routes` or `section hazards`."""
        named = [f"{what} {name}" for what, name in self.names()]
        return (*named, *dict.fromkeys(f"section {section.name}" for section in self.sections))


class LoadedPlugin(NamedTuple):
    """A plugin that works: the name of its entry point, where it comes from, and what it adds."""

    name: str
    distribution: str
    version: str
    adds: tuple[str, ...]


class Loaded(NamedTuple):
    """Everything that plugins add, sorted by plugin, and the faults of those that were left out."""

    plugins: tuple[LoadedPlugin, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    sections: tuple[Section, ...] = ()
    analyses: tuple[Analysis[Any], ...] = ()
    lints: tuple[Lint, ...] = ()
    layers: tuple[Layer, ...] = ()
    exporters: tuple[Exporter, ...] = ()
    importers: tuple[Importer, ...] = ()
    kernels: tuple[Function, ...] = ()
    faults: tuple[PluginFault, ...] = ()

    def functions(self) -> Mapping[str, Callable[..., object]]:
        """What boxes may do, by name."""
        return {one.name: one.call for one in self.kernels}

    def contributor(self, what: str, name: str) -> str:
        """The plugin that adds this `analysis`, `lint`, `layer`, `format`, `vocabulary` or `section`; empty if none."""
        added = f"{what} {name}"
        return next((plugin.name for plugin in self.plugins if added in plugin.adds), "")


def gather(contributions: tuple[Contribution, ...], faults: tuple[PluginFault, ...]) -> Loaded:
    """Contributions as one value, sorted by the plugin's name."""
    parts = tuple(sorted(contributions, key=lambda part: part.name))
    return Loaded(
        plugins=tuple(LoadedPlugin(part.name, part.distribution, part.version, part.adds()) for part in parts),
        vocabularies=tuple(member for part in parts for member in part.vocabularies),
        sections=tuple(member for part in parts for member in part.sections),
        analyses=tuple(member for part in parts for member in part.analyses),
        lints=tuple(member for part in parts for member in part.lints),
        layers=tuple(member for part in parts for member in part.layers),
        exporters=tuple(member for part in parts for member in part.exporters),
        importers=tuple(member for part in parts for member in part.importers),
        kernels=tuple(member for part in parts for member in part.kernels),
        faults=tuple(sorted(faults, key=lambda fault: (fault.plugin, fault.code))),
    )
