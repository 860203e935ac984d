"""The order of the stages: files, the variant laid over, pages, the check; each stage says what it finds wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.check.checked import CheckedDiagram
from interlock.check.earlier import Earlier
from interlock.check.fault import grave
from interlock.check.prove import Prover
from interlock.check.readable import lost
from interlock.check.solve import STEP_LIMIT
from interlock.check.stage import Shelves, check, open_library
from interlock.check.verdict import judge, trials
from interlock.elaborate.chart import strangers
from interlock.plugin.loaded import Loaded
from interlock.plugin.shipped import Shipped
from interlock.record import NamedTuple, dataclass, field
from interlock.syntax.attach import Attachments
from interlock.syntax.bundle import Bundle, Opener, bundle, folder
from interlock.syntax.grammar import CORE
from interlock.syntax.overlay import LEADING, overlay, settings
from interlock.syntax.page import Page
from interlock.syntax.read import read
from interlock.syntax.section import Attached, Section
from interlock.syntax.surface import Surface
from interlock.text.outcome import Fault


@dataclass(frozen=True, slots=True)
class Setting:
    """Under which variant, with which other defaults of parameters, and how long a solver may take, a file is looked at.

    Several variants with `+` between them are laid one over the other, the last on top.
    """

    variant: str = ""
    sets: tuple[tuple[str, str], ...] = ()
    solver_steps: int = STEP_LIMIT


class Told(NamedTuple):
    """A fault, and the variant in which alone it shows; empty for the base, or for a variant that was asked for."""

    fault: Fault
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """All that is known of a file: its closure, its page, what is wrong, and the diagram if nothing is.

    ``attached`` has the files of data that its items name.
    """

    bundle: Bundle
    page: Page | None = None
    told: tuple[Told, ...] = ()
    diagram: CheckedDiagram | None = None
    variants: tuple[str, ...] = ()
    attached: Mapping[str, Attached] = field(default_factory=dict)


class _Look(NamedTuple):
    """One look at a file, under one setting."""

    page: Page
    faults: tuple[Fault, ...]
    diagram: CheckedDiagram | None


def examine(  # noqa: PLR0913 - each is a choice of its own
    start: str,
    opener: Opener,
    loaded: Loaded,
    setting: Setting = Setting(),
    root: str | None = None,
    *,
    covering: bool = False,
    searching: bool | None = None,
    before: Examined | None = None,
) -> Examined:
    """Reads a file with all it names and checks it.

    Args:
        start: The file, as the user calls it.
        opener: Gives the bytes of a path.
        loaded: What plugins add.
        setting: Variant and parameters.
        root: The folder that no path may leave; None for that of the file.
        covering: Whether all variants are checked, too.
        searching: Whether what claims rest on is looked for; if it is not said, unless variants are checked.
        before: An earlier result, whose unchanged parts are taken over.
    """
    shipped = Shipped(loaded.vocabularies)
    made = bundle(start, opener, shipped, root, before.bundle if before else None)
    closure = made.value
    if closure.start not in closure.files:
        return Examined(closure, told=tuple(map(Told, made.faults)))
    stages = _Stages(
        closure,
        (*CORE, *loaded.sections),
        shipped.labels(),
        setting,
        attachments=Attachments(opener, folder(start) if root is None else root),
        broken=grave(made.faults),
        searching=not covering if searching is None else searching,
    )
    base = stages.look(setting.variant, before.page if before else None)
    told = [Told(fault) for fault in (*made.faults, *base.faults)]
    surface = closure.files[closure.start].surface
    if covering and not setting.variant:
        told += _cover(stages, surface, base._replace(faults=(*made.faults, *base.faults)))
    variants = tuple(trial.variant for trial in trials(surface))
    return Examined(closure, base.page, tuple(told), base.diagram, variants, stages.attachments.files)


def _cover(stages: _Stages, surface: Surface, base: _Look) -> Iterator[Told]:
    """What the variants add to the faults of the base."""
    for trial in trials(surface):
        look = stages.look(trial.variant, base.page)
        yield from (Told(fault, trial.variant) for fault in judge(trial, base.faults, look.faults))


class _Stages:
    """The stages over one closure of files."""

    def __init__(
        self,
        closure: Bundle,
        sections: tuple[Section, ...],
        shipped: frozenset[str],
        setting: Setting,
        *,
        attachments: Attachments,
        broken: bool,
        searching: bool,
    ) -> None:
        self.closure = closure
        self.attachments = attachments
        self._sections = sections
        self._setting = setting
        self._leading = {**LEADING, **{part.name: part.leading() for part in sections if part.leading()}}
        others = {name: file.surface for name, file in closure.files.items() if name != closure.start}
        outcomes = {name: read(surface, sections) for name, surface in others.items()}
        self._pages = {name: outcome.value for name, outcome in outcomes.items()}
        self._faults = tuple(fault for outcome in outcomes.values() for fault in outcome.faults)
        self._library = open_library(self._pages, closure.uses)
        self._shipped = shipped
        self._prover = Prover(setting.solver_steps)
        self._earlier = Earlier()
        self._searching = searching
        self._broken = broken

    def look(self, variant: str, before: Page | None) -> _Look:
        """The start under a variant: laid over, read, checked."""
        start = self.closure.start
        surface = self.closure.files[start].surface
        faults: list[Fault] = [*self._faults]
        for name in variant.split("+") if variant else ():
            laid = overlay(surface, name, self._leading)
            surface, faults = laid.value, [*faults, *laid.faults]
        if self._setting.sets:
            put = settings(surface, dict(self._setting.sets))
            surface, faults = put.value, [*faults, *put.faults]
        outcome = read(surface, self._sections, before)
        faults += outcome.faults
        if lost(surface, outcome.faults):
            return _Look(outcome.value, tuple(faults), None)
        pages = {**self._pages, start: outcome.value}
        attached = {name: self.attachments.of(page) for name, page in pages.items() if name not in self._shipped}
        closure = self.closure
        broken = self._broken or grave(faults)
        shelves = Shelves(
            pages,
            closure.uses,
            closure.named,
            self._shipped,
            broken,
            self._library,
            self._prover,
            self._searching,
            self._earlier,
            {name: values for name, (values, _) in attached.items()},
        )
        checked = check(shelves, start, variant)
        unknown = strangers(outcome.value, closure.named, pages)
        faults += [fault for _, wrong in attached.values() for fault in wrong]
        return _Look(outcome.value, (*faults, *checked.faults, *unknown), None if unknown else checked.value)


def fingerprint(examined: Examined, variant: str) -> str:
    """A digest of all texts of a bundle, the files of data that they name, and the variant."""
    from hashlib import blake2b

    digest = blake2b(variant.encode(), digest_size=8)
    files = examined.bundle.files
    for name in sorted(files):
        digest.update(f"\0{name}\0{files[name].source.text}".encode("utf-8", "surrogatepass"))
    for name in sorted(examined.attached):
        digest.update(f"\0{name}\0".encode("utf-8", "surrogatepass") + examined.attached[name].content)
    return digest.hexdigest()
