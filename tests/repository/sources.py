"""The repository's own files as values: Python modules as syntax trees, and every text that is kept."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CORE = "core/interlock"
STAGES = ("text", "kernel", "diagram", "syntax", "elaborate", "check", "semantics", "analysis", "draw", "report")
KEPT = (".ci", "core", "plugins", "proposals", "tests", "docs", "bench")
TEXTS = {
    ".cfg",
    ".css",
    ".html",
    ".js",
    ".json",
    ".lock",
    ".md",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
}

Definition = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """A Python file: where it lies from the root, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """The place of a node, as an editor opens it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files under the folders, by path."""
    paths = sorted({path for folder in folders for path in (ROOT / folder).rglob("*.py")})
    return tuple(parse(path) for path in paths)


def parse(path: Path) -> Module:
    """One Python file."""
    text = path.read_text("utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text, str(path)))


def stages(*, apart: tuple[str, ...] = ()) -> tuple[Module, ...]:
    """The files of the pure stages, from text to report, without the floors named."""
    return modules(*(f"{CORE}/{stage}" for stage in STAGES if stage not in apart))


def shipped() -> tuple[Module, ...]:
    """The files that are installed: core and the first-party plugins."""
    return modules("core", "plugins")


@cache
def texts() -> tuple[Path, ...]:
    """Every text file of the repository, by path; what tools leave behind is not part of it."""
    deep = (
        path for folder in KEPT for path in (ROOT / folder).rglob("*") if not is_left_by_tools(path.relative_to(ROOT))
    )
    return tuple(sorted(path for path in [*ROOT.iterdir(), *deep] if path.is_file() and is_text(path)))


def is_left_by_tools(path: Path) -> bool:
    """Whether a path lies in a folder of caches."""
    return any(part == "__pycache__" or part.endswith("_cache") for part in path.parts)


def is_text(path: Path) -> bool:
    """Whether a file holds text, by its name."""
    return path.suffix in TEXTS or (not path.suffix and path.name in {"run", ".gitignore"})


def definitions(tree: ast.AST) -> Iterator[Definition]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Every imported name with its module in front, wherever it is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def called(call: ast.Call) -> str:
    """The dotted name that is called, or nothing if it is no name."""
    return ast.unparse(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else ""


def docstrings(tree: ast.AST) -> set[int]:
    """The identities of the constants that are docstrings, of attributes too."""
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | Definition))
    lone = (line.value for body in bodies for line in body if isinstance(line, ast.Expr))
    return {id(value) for value in lone if isinstance(value, ast.Constant)}


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string in the code that is not a docstring."""
    silent = docstrings(tree)
    return (
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in silent
    )
