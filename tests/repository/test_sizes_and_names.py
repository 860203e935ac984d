"""Files and functions stay small, and names say what things are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.repository.sources import Definition, definitions, modules

EVERYTHING = ("core", "plugins", "tests", "bench")
LINES = 400
STATEMENTS = 30
EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|common|base|managers?|handlers?|misc)(_|$)")
EMPTY_VERBS = re.compile(r"^_*(get|process|handle|manage)(_|$)")
EMPTY_CLASSES = re.compile(r"(Util|Helper|Manager|Handler|Registry)s?$")


def statements(function: Definition) -> int:
    """The statements of a function without its docstring and without those of functions inside it."""
    inside = [line for d in definitions(function) if d is not function for line in d.body]
    apart = {id(node) for line in inside for node in ast.walk(line)} | {id(function)}
    own = [node for node in ast.walk(function) if isinstance(node, ast.stmt) and id(node) not in apart]
    return len(own) - (ast.get_docstring(function) is not None)


def test_no_file_has_more_than_400_lines() -> None:
    long = [f"{m.path}: {n}" for m in modules(*EVERYTHING) if (n := m.text.count("\n")) > LINES]
    assert long == []


def test_every_function_has_fewer_than_30_statements() -> None:
    long = [
        f"{module.at(function)} {function.name}: {count}"
        for module in modules(*EVERYTHING)
        for function in definitions(module.tree)
        if (count := statements(function)) >= STATEMENTS
    ]
    assert long == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    parts = ((m.path, part) for m in modules(*EVERYTHING) for part in PurePosixPath(m.path).with_suffix("").parts)
    assert [path for path, part in parts if EMPTY_WORDS.search(part)] == []


def test_no_function_or_class_has_a_name_that_says_nothing() -> None:
    assert [place for module in modules("core", "plugins") for place in empty_names(module.tree, module.path)] == []


def empty_names(tree: ast.Module, path: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and EMPTY_CLASSES.search(node.name):
            yield f"{path}:{node.lineno} class {node.name}"
        if isinstance(node, ast.FunctionDef) and empty_name(node.name):
            yield f"{path}:{node.lineno} def {node.name}"


def empty_name(name: str) -> bool:
    special = name.startswith("__") and name.endswith("__")  # the language names these
    return not special and bool(EMPTY_VERBS.match(name) or EMPTY_WORDS.search(name))


def test_the_counter_counts_nested_functions_apart() -> None:
    (outer, inner) = definitions(ast.parse("def f():\n 'doc'\n x = 1\n def g():\n  y = 2\n  return y\n return g"))
    assert (statements(outer), statements(inner)) == (3, 2)
