"""Loads plugins, so that one that is broken is named and left out and the rest works."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import TypeVar

import pluggy

from interlock.plugin import hookspecs
from interlock.plugin.discover import EntryPoint, discover
from interlock.plugin.exclude import exclude
from interlock.plugin.fault import HookRaised, NameTaken, PluginFault, Unimportable, UnknownHook, WrongAnswer
from interlock.plugin.loaded import Contribution, Loaded, gather
from interlock.syntax.section import Section
from interlock.syntax.suggest import nearest

T = TypeVar("T")

_MEMBERS: dict[str, tuple[str, str]] = {  # by module and name, so that a command imports what it asks for
    "vocabularies": ("interlock.plugin.vocabulary", "Vocabulary"),
    "sections": ("interlock.syntax.section", "Section"),
    "analyses": ("interlock.analysis.answer", "Analysis"),
    "lints": ("interlock.analysis.answer", "Lint"),
    "layers": ("interlock.analysis.answer", "Layer"),
    "exporters": ("interlock.analysis.answer", "Exporter"),
    "importers": ("interlock.plugin.importer", "Importer"),
    "kernels": ("interlock.plugin.function", "Function"),
}
HOOKS = tuple(_MEMBERS)
READING = frozenset({"vocabularies", "sections"})
ANALYSING = READING | {"analyses", "lints", "kernels"}
EVERYTHING = frozenset(HOOKS)
OURS = "interlock"


def load(
    parts: frozenset[str] = EVERYTHING,
    entry_points: Iterable[EntryPoint] | None = None,
    core: Sequence[Section] = (),
) -> Loaded:
    """What installed plugins add.

    Args:
        parts: The hooks to call; a module that only another hook imports stays unimported.
        entry_points: Those of the group `interlock`; None looks for them on the path.
        core: The sections that are not a plugin's, whose namespaces all may refer to.
    """
    entries = discover("interlock") if entry_points is None else tuple(entry_points)
    contributions: list[Contribution] = []
    faults: list[PluginFault] = []
    for entry in sorted(entries, key=lambda point: (point.distribution != OURS, point)):
        if any(part.name == entry.name for part in contributions):
            faults.append(NameTaken(entry.name, "plugin", entry.name, _origin(contributions, entry.name)))
            continue
        answer = _contribution(entry, parts)
        if isinstance(answer, Contribution):
            contributions.append(answer)
        else:
            faults.append(answer)
    while broken := exclude(contributions, core):
        out = {fault.plugin for fault in broken}
        contributions = [part for part in contributions if part.name not in out]
        faults += broken
    return gather(tuple(contributions), tuple(faults))


def _origin(contributions: Sequence[Contribution], name: str) -> str:
    return next(part.distribution or name for part in contributions if part.name == name)


def _contribution(entry: EntryPoint, parts: frozenset[str]) -> Contribution | PluginFault:
    """What one plugin returns from the hooks asked for, or its first fault."""
    plugin = _attempt(lambda: _resolve(entry.value))
    if isinstance(plugin, _Failure):
        return Unimportable(entry.name, entry.value, plugin.error)
    manager = pluggy.PluginManager("interlock")
    manager.add_hookspecs(hookspecs)
    registered = _attempt(lambda: manager.register(plugin, entry.name))
    if isinstance(registered, _Failure):
        return UnknownHook(entry.name, "", HOOKS, str(registered.error))
    callers = manager.get_hookcallers(plugin) or []
    for caller in callers:
        if not caller.has_spec():
            return UnknownHook(entry.name, caller.name, nearest(caller.name, HOOKS))
    answers: dict[str, tuple[object, ...]] = {}
    for caller in sorted(callers, key=lambda caller: HOOKS.index(caller.name)):
        if caller.name in parts:
            answer = _members(entry.name, caller.name, caller.get_hookimpls()[0].function)
            if not isinstance(answer, list):
                return answer
            answers[caller.name] = tuple(answer)
    return Contribution(entry.name, entry.distribution, entry.version, **answers)  # type: ignore[arg-type]


def _members(plugin: str, hook: str, function: Callable[[], object]) -> list[object] | PluginFault:
    """The members of a hook's answer, each of the class that the hook promises."""
    answer = _attempt(function)
    if isinstance(answer, _Failure):
        return HookRaised(plugin, hook, answer.error)
    module, name = _MEMBERS[hook]
    member: type = getattr(importlib.import_module(module), name)
    promised = f"a sequence of {member.__name__}"
    if isinstance(answer, (str, bytes)) or not isinstance(answer, Sequence):
        return WrongAnswer(plugin, hook, promised, f"a value of type {type(answer).__name__}")
    for index, found in enumerate(answer):
        if not isinstance(found, member):
            return WrongAnswer(plugin, hook, promised, f"a member of type {type(found).__name__} at place {index}")
    return list(answer)


def _resolve(value: str) -> object:
    """The object that `module:attribute` names."""
    module, _, attributes = value.partition(":")
    return reduce(getattr, filter(None, attributes.split(".")), importlib.import_module(module))


class _Failure:
    """An exception of a plugin, as a value."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error


def _attempt(action: Callable[[], T]) -> T | _Failure:
    """What foreign code returns, or how it failed: the one place where a plugin's exceptions become values."""
    try:
        return action()
    except Exception as error:  # noqa: BLE001  (a stranger's code may raise anything, and must not stop the rest)
        return _Failure(error)
    except SystemExit as error:
        return _Failure(RuntimeError(f"it called exit({error.code!r})"))
