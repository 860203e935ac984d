"""What is wrong with a plugin: a closed sum. Each names the plugin, which is then left out; the rest works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Unimportable:
    """The module of the entry point, or the attribute it names, cannot be had."""

    plugin: str
    entry: str
    error: Exception
    code: str = "plugin-import"


@dataclass(frozen=True, slots=True)
class HookRaised:
    """A hook ended in an exception."""

    plugin: str
    hook: str
    error: Exception
    code: str = "plugin-raised"


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A hook returned something else than a sequence of what it promises."""

    plugin: str
    hook: str
    expected: str
    found: str
    code: str = "plugin-answer"


@dataclass(frozen=True, slots=True)
class UnknownHook:
    """An implementation of a hook that does not exist, or with arguments that it does not have."""

    plugin: str
    hook: str
    nearest: tuple[str, ...]
    problem: str = ""
    code: str = "plugin-hook"


@dataclass(frozen=True, slots=True)
class NameTaken:
    """A name that another plugin has; ``what`` is `plugin`, `vocabulary`, `analysis`, `lint`, ..."""

    plugin: str
    what: str
    name: str
    holder: str
    code: str = "plugin-name"


@dataclass(frozen=True, slots=True)
class UnknownNamespace:
    """A section refers to names of a sort that no loaded section introduces."""

    plugin: str
    section: str
    namespace: str
    nearest: tuple[str, ...]
    code: str = "plugin-namespace"


@dataclass(frozen=True, slots=True)
class NeedsMissing:
    """Something needs an analysis that no loaded plugin offers."""

    plugin: str
    what: str
    name: str
    needs: str
    code: str = "plugin-needs"


@dataclass(frozen=True, slots=True)
class NeedsCycle:
    """Analyses that need one another in a circle; ``cycle`` begins and ends with the same name."""

    plugin: str
    cycle: tuple[str, ...]
    code: str = "plugin-cycle"


PluginFault: TypeAlias = (
    Unimportable | HookRaised | WrongAnswer | UnknownHook | NameTaken | UnknownNamespace | NeedsMissing | NeedsCycle
)
