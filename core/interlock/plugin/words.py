"""What is said of a plugin that was left out."""

from __future__ import annotations

from typing import assert_never

from interlock.plugin.fault import (
    HookRaised,
    NameTaken,
    NeedsCycle,
    NeedsMissing,
    PluginFault,
    Unimportable,
    UnknownHook,
    UnknownNamespace,
    WrongAnswer,
)
from interlock.record import NamedTuple


class Remark(NamedTuple):
    """One sentence of what is wrong, and what to do about it."""

    says: str
    help: str


def remark(fault: PluginFault) -> Remark:
    """The words for a plugin's fault."""
    match fault:
        case Unimportable() | HookRaised():
            return _raised(fault)
        case WrongAnswer(_, hook, expected, found):
            return Remark(
                f"its hook `{hook}` is to return {expected} and returned {found}", "Return a list or a tuple."
            )
        case UnknownHook():
            return _hook(fault)
        case NameTaken(_, what, name, holder):
            return Remark(f"the {what} name `{name}` is taken by `{holder}`", f"Give the {what} another name.")
        case UnknownNamespace(_, section, namespace, nearest):
            return Remark(
                f"its section `{section}` refers to names of the sort `{namespace}`, which no loaded section introduces",
                _near(nearest) or "Install the plugin that introduces them.",
            )
        case NeedsMissing(_, what, name, needs):
            return Remark(
                f"its {what} `{name}` needs the analysis `{needs}`, which no loaded plugin offers",
                f"Install the plugin that offers `{needs}`, and return from `analyses` what others need.",
            )
        case NeedsCycle(_, cycle):
            return Remark(f"its analyses need one another in a circle: {' -> '.join(cycle)}", "Break the circle.")
        case _:
            assert_never(fault)


def _raised(fault: Unimportable | HookRaised) -> Remark:
    where = f"importing `{fault.entry}`" if isinstance(fault, Unimportable) else f"its hook `{fault.hook}`"
    reason = " ".join(str(fault.error).split())[:200]
    return Remark(
        f"{where} raised {type(fault.error).__name__}{': ' if reason else ''}{reason}",
        "Set INTERLOCK_DEBUG=1 to see the traceback, and tell the plugin's author.",
    )


def _hook(fault: UnknownHook) -> Remark:
    if fault.problem:
        return Remark(f"it cannot be registered: {' '.join(fault.problem.split())[:200]}", "Hooks take no arguments.")
    return Remark(f"it implements a hook `{fault.hook}`, which does not exist", _near(fault.nearest))


def _near(nearest: tuple[str, ...]) -> str:
    return f"Did you mean {' or '.join(f'`{name}`' for name in nearest)}?" if nearest else ""
