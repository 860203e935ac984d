"""What is wrong with a plugin: a closed sum. Each names the plugin, which is then left out; the rest works.

Tuples, because every command loads plugins and a tuple class is made in a tenth of the time of a dataclass.
"""

from __future__ import annotations

from typing import TypeAlias

from interlock.record import NamedTuple


class Unimportable(NamedTuple):
    """The module of the entry point, or the attribute it names, cannot be had."""

    plugin: str
    entry: str
    error: Exception
    code: str = "plugin-import"


class HookRaised(NamedTuple):
    """A hook ended in an exception."""

    plugin: str
    hook: str
    error: Exception
    code: str = "plugin-raised"


class WrongAnswer(NamedTuple):
    """A hook returned something else than a sequence of what it promises."""

    plugin: str
    hook: str
    expected: str
    found: str
    code: str = "plugin-answer"


class UnknownHook(NamedTuple):
    """An implementation of a hook that does not exist, or with arguments that it does not have."""

    plugin: str
    hook: str
    nearest: tuple[str, ...]
    problem: str = ""
    code: str = "plugin-hook"


class NameTaken(NamedTuple):
    """A name that another plugin has; ``what`` is `plugin`, `vocabulary`, `analysis`, `lint`, ..."""

    plugin: str
    what: str
    name: str
    holder: str
    code: str = "plugin-name"


class UnknownNamespace(NamedTuple):
    """A section refers to names of a sort that no loaded section introduces."""

    plugin: str
    section: str
    namespace: str
    nearest: tuple[str, ...]
    code: str = "plugin-namespace"


class NeedsMissing(NamedTuple):
    """Something needs an analysis that no loaded plugin offers."""

    plugin: str
    what: str
    name: str
    needs: str
    code: str = "plugin-needs"


class NeedsCycle(NamedTuple):
    """Analyses that need one another in a circle; ``cycle`` begins and ends with the same name."""

    plugin: str
    cycle: tuple[str, ...]
    code: str = "plugin-cycle"


PluginFault: TypeAlias = (
    Unimportable | HookRaised | WrongAnswer | UnknownHook | NameTaken | UnknownNamespace | NeedsMissing | NeedsCycle
)
