"""What analyses can be asked about: a diagram that checks, or what an importer made of another program's file."""

from __future__ import annotations

import os
from collections.abc import Mapping

from interlock.analysis.allow import Permit
from interlock.analysis.answer import DIAGRAM, FUNCTIONS, Key
from interlock.check.checked import CheckedDiagram
from interlock.cli.disk import disk, find_root, require
from interlock.cli.exit import CannotRunError
from interlock.cli.session import Session, in_order
from interlock.plugin.importer import Importer
from interlock.plugin.loaded import Loaded
from interlock.record import NamedTuple
from interlock.report.compose import compose
from interlock.report.message import Message, Places
from interlock.report.origin import Origin, origin_of
from interlock.syntax.bundle import STANDARD_INPUT, Missing
from interlock.syntax.declared import Allow
from interlock.syntax.decode import decode
from interlock.syntax.grammar import PROPOSAL

OUR_SUFFIXES = frozenset({"", ".yaml", ".yml"})
_ALLOW = next(section for section in PROPOSAL if section.name == "allow")


class Subject(NamedTuple):
    """Results that are known of a file before any analysis, none if it is too wrong; and what printing them takes.

    ``names`` has what the file introduces, by namespace; ``permits`` the findings that it allows.
    """

    name: str
    loaded: Loaded
    places: Places
    messages: tuple[Message, ...]
    given: Mapping[Key, object]
    names: Mapping[str, tuple[str, ...]]
    origin: Origin
    permits: tuple[Permit, ...] = ()


def subject_of(session: Session) -> Subject:
    """The subject that a session with a proposal is."""
    page, diagram = session.examined.page, session.examined.diagram
    name = (page.name.text if page else "") or session.examined.bundle.start
    origin = origin_of(page) if page and diagram else Origin()
    given: dict[Key, object] = {} if diagram is None else {DIAGRAM: diagram, FUNCTIONS: session.loaded.functions()}
    names = names_of(diagram) if diagram else {}
    return Subject(
        name,
        session.loaded,
        session.places,
        session.messages,
        given,
        names,
        origin,
        _permits(diagram) if diagram else (),
    )


def names_of(diagram: CheckedDiagram) -> dict[str, tuple[str, ...]]:
    """The names that the items of a diagram introduce, by namespace."""
    found: dict[str, tuple[str, ...]] = {}
    for section, items in diagram.items.items():
        if section.introduces:
            found[section.introduces] = (*found.get(section.introduces, ()), *(each.name for each in items))
    return found


def _permits(diagram: CheckedDiagram) -> tuple[Permit, ...]:
    items = ((each.element, each.value) for each in diagram.of(_ALLOW))
    return tuple(
        Permit(element, value.lint, value.at, value.because) for element, value in items if isinstance(value, Allow)
    )


def is_foreign(file: str) -> bool:
    """Whether the suffix of a file is none of a proposal's."""
    return os.path.splitext(file)[1].lower() not in OUR_SUFFIXES


def importer_of(file: str, loaded: Loaded) -> Importer | None:
    """Who reads files with this suffix, if a plugin does."""
    suffix = os.path.splitext(file)[1].lower()
    return next((each for each in loaded.importers if suffix in each.suffixes), None)


def import_subject(file: str, importer: Importer, loaded: Loaded) -> Subject:
    """The subject that a file of another program is.

    Raises:
        CannotRunError: the file cannot be read, or the plugin that should read it fails.
    """
    require(file)
    content = disk(find_root(file))(file)
    if isinstance(content, Missing):
        raise CannotRunError(f"{file!r} cannot be read: {content.reason}")
    source, wrong = decode(STANDARD_INPUT if file == "-" else file, content)
    places = Places({source.name: source})
    if wrong is not None:
        return Subject(source.name, loaded, places, (compose(wrong, places),), {}, {}, Origin(source.name))
    try:
        outcome = importer.read(source)
    except Exception as error:
        whose = loaded.contributor("import", importer.format)
        says = f"the plugin {whose!r} failed to read {file!r}: {type(error).__name__}: {error}"
        raise CannotRunError(says) from error
    messages = in_order(dict.fromkeys(compose(fault, places) for fault in outcome.faults), source.name)
    roots = outcome.value
    return Subject(source.name, loaded, places, messages, roots.values, roots.names, Origin(source.name, roots.sites))
