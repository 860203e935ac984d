"""Plugins in modules that exist in memory only, each wrong in one way, and one that is right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace

from interlock.analysis.answer import Analysis, Body, Key, Report, Request, Results
from interlock.api.plugin import hookimpl
from interlock.plugin.discover import EntryPoint


def point(name: str, distribution: str = "stranger", value: str = "") -> EntryPoint:
    """An entry point at the plugin of that name in the module `strangers_NAME`."""
    return EntryPoint("interlock", name, value or f"strangers_{name}:plugin", distribution, "1.0")


@contextmanager
def installed(**plugins: object) -> Iterator[None]:
    """Plugins by name, importable while the context lasts."""
    modules = {f"strangers_{name}": plugin for name, plugin in plugins.items()}
    for name, plugin in modules.items():
        module = ModuleType(name)
        module.__dict__["plugin"] = plugin
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]


def plugin(**answers: object) -> object:
    """A plugin whose hooks return these values; a value that is an exception is raised."""
    return SimpleNamespace(**{hook: _hook(hook, answer) for hook, answer in answers.items()})


def _hook(name: str, answer: object) -> object:
    def hook() -> object:
        if isinstance(answer, BaseException):
            raise answer
        return answer

    hook.__name__ = name
    return hookimpl(hook)


def analysis(name: str, *needs: Key) -> Analysis[int]:
    """An analysis whose result is how many needs it has."""

    def run(results: Results, request: Request) -> Report[int]:
        del results, request
        return Report(len(needs))

    return Analysis(name, needs, lambda: Body(int, run))
