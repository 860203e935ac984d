"""The hooks and sorts of the plugin page, written from the hook specifications and the functions that build sorts."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import get_args

from interlock.analysis.chart import Bar, Bead, Cell, Chart, Curve, Row, Shade, Spot, Strand, Wing
from interlock.analysis.exhibit import Lit, Table
from interlock.check.checked import CheckedBox, CheckedDiagram
from interlock.diagram.element import item, key, learn, nested, owner, port, port_name, wire
from interlock.diagram.shape import Shape
from interlock.diagram.wiring import Wiring
from interlock.elaborate.resolved import CheckedItem
from interlock.plugin import hookspecs
from interlock.plugin.fault import PluginFault
from interlock.plugin.host import HOOKS
from interlock.syntax import sort
from tests.repository.sources import modules

ELEMENTS = (port, wire, learn, item, key, nested, owner, port_name)
"""How elements are named, and names taken apart."""

PARTS = (Shade, Bar, Row, Cell, Wing, Strand, Bead, Curve, Spot)
"""What exhibits are made of."""


def table() -> str:
    """Every hook with what it returns."""
    rows = ["| hook | returns | what it is |", "|---|---|---|"]
    for name in HOOKS:
        hook = getattr(hookspecs, name)
        rows.append(f"| `{name}` | `{hook.__annotations__['return']}` | {first_line(hook)} |")
    return "\n".join(rows)


def sorts() -> str:
    """Every function that builds a sort, with its arguments."""
    rows = ["| sort | what the key holds |", "|---|---|"]
    for name, make in vars(sort).items():
        if inspect.isfunction(make) and make.__module__ == sort.__name__:
            rows.append(f"| `{name}({arguments(make)})` | {first_line(make)} |")
    return "\n".join(rows)


def arguments(make: Callable[..., object]) -> str:
    """The parameters of a function without their types."""
    return ", ".join(starred(one) for one in inspect.signature(make).parameters.values())


def starred(parameter: inspect.Parameter) -> str:
    """The name of a parameter with the stars of one that takes the rest."""
    stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}
    return next((mark for kind, mark in stars.items() if kind is parameter.kind), "") + parameter.name


def first_line(function: Callable[..., object]) -> str:
    """The first line of a docstring."""
    return (function.__doc__ or "").strip().partition("\n")[0]


def faults() -> str:
    """Every way in which a plugin can be at fault."""
    rows = ["| code | what is wrong |", "|---|---|"]
    return "\n".join([*rows, *(f"| `{code(kind)}` | {first_line(kind)} |" for kind in get_args(PluginFault))])


def code(kind: type[PluginFault]) -> str:
    """The code of a class of faults, which is the default of a field."""
    return str(inspect.signature(kind).parameters["code"].default)


def exhibits() -> str:
    """Everything that an analysis can show."""
    rows = ["| exhibit | what it is |", "|---|---|"]
    for kind in (Table, *get_args(Chart), Lit):
        rows.append(f"| `{kind.__name__}({', '.join(kind.__dataclass_fields__)})` | {first_line(kind)} |")
    rows += (f"| `{kind.__name__}({', '.join(kind._fields)})` | {first_line(kind)} |" for kind in PARTS)
    return "\n".join(rows)


def diagrams() -> str:
    """What a checked diagram holds, and how its elements are named."""
    rows = ["| what | holds | is |", "|---|---|---|"]
    for kind in (CheckedDiagram, CheckedBox, CheckedItem, Wiring, Shape):
        held = ", ".join(f"`{name}`" for name in kind.__dataclass_fields__)
        rows.append(f"| `{kind.__name__}` | {held} | {first_line(kind)} |")
    for make in ELEMENTS:
        rows.append(f"| `{make.__name__}({arguments(make)})` | | {first_line(make)} |")
    return "\n".join(rows)


def api() -> str:
    """What a plugin may import."""
    rows = ["| module | for |", "|---|---|"]
    for module in modules("core/interlock/api"):
        name = module.path.rpartition("/")[2].removesuffix(".py")
        if name != "__init__":
            says = (ast.get_docstring(module.tree) or "").partition("\n")[0].removeprefix("For ")
            rows.append(f"| `interlock.api.{name}` | {says} |")
    return "\n".join(rows)
