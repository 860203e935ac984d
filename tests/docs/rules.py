"""The names of the kernel's rules, as the kernel's files and as the page of the type theory have them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.repository.sources import ROOT, Module, called, calls, modules

THEORY = ROOT / "docs" / "theory" / "types.md"
BRACKETED = re.compile(r"\[([A-Z][A-Za-z]*)\]")
STATED = re.compile(r"^\[([A-Z][A-Za-z]*)\]", re.MULTILINE)


def kernel() -> tuple[Module, ...]:
    """The kernel's files."""
    return modules("core/interlock/kernel")


def carried() -> set[str]:
    """The names in square brackets in docstrings of the kernel's functions."""
    return {name for module in kernel() for text in said(module) for name in BRACKETED.findall(text)}


def said(module: Module) -> Iterator[str]:
    """The docstrings of a module's functions."""
    functions = (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef))
    return (ast.get_docstring(function) or "" for function in functions)


def refused() -> set[str]:
    """The names by which the kernel refuses."""
    said_no = (call for module in kernel() for call in calls(module.tree) if called(call) == "Refused")
    return {str(call.args[0].value) for call in said_no if call.args and isinstance(call.args[0], ast.Constant)}


def stated() -> list[str]:
    """The names of the rules on the page, in order."""
    return STATED.findall(THEORY.read_text("utf-8"))


def titled() -> list[str]:
    """The headings of single rules on the page, in order."""
    return re.findall(r"^### (\w+)$", THEORY.read_text("utf-8"), re.MULTILINE)
