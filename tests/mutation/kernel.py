"""Mutants of the kernel: mutmut makes them, mypy and the tests by hand judge them.

Run in a copy of the repository whose `core` is called `src`, with mutmut 3.8 beside the requirements:

    python -m tests.mutation.kernel convert subsume

A mutant is one function with one change. One that mypy refuses could not land. Each of the others is judged in a process
of its own, forked when the tests are collected, in which the code of the function is exchanged: nothing is imported anew,
and a mutant costs what its tests cost up to the first that fails. `build/mutants/FILE.jsonl` has a line for each, and
what has one is not judged again.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from types import FunctionType, ModuleType
from typing import NamedTuple

import pytest

KERNEL = "interlock/kernel"
OUT = Path("build/mutants")
SECONDS = 25
"""Of the processor, for one mutant. What takes longer has no end, and is noticed."""

CHANGED = re.compile(r"x(.*)__mutmut_(\d+|orig)")
MANNERS = {
    "has-type",
    "redundant-expr",
    "truthy-bool",
    "unreachable",
    "unused-ignore",
    "var-annotated",
    "no-any-return",
}
"""What mypy says of how a function is written rather than of its types."""


class Mutant(NamedTuple):
    """A changed function of a file, or a method of a class there; the unchanged one has the number `orig`."""

    file: str
    scope: str
    function: str
    number: str
    node: ast.FunctionDef

    @property
    def whole(self) -> str:
        """The function's name in the lists."""
        return ".".join(filter(None, (self.file, self.scope, self.function)))

    @property
    def name(self) -> str:
        """Its own name there."""
        return f"{self.whole}.{self.number}"


def changed(file: str) -> str:
    """The text in which mutmut writes all mutants of a file."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    path = Path("src", KERNEL, f"{file}.py")
    return str(mutate_file_contents(str(path), path.read_text("utf-8")).code)


def mutants(file: str, text: str) -> Iterator[Mutant]:
    """The mutants in such a text, and what they are mutants of."""
    tree = ast.parse(text)
    classes = [(node.name, node.body) for node in tree.body if isinstance(node, ast.ClassDef)]
    for scope, body in [("", tree.body), *classes]:
        for node in body:
            found = CHANGED.fullmatch(node.name) if isinstance(node, ast.FunctionDef) else None
            if found is not None and isinstance(node, ast.FunctionDef):
                function = found[1].rpartition("ǁ")[2] if scope else found[1].removeprefix("_")
                yield Mutant(file, scope, function, found[2], node)


def ill_typed(texts: Mapping[str, str]) -> set[str]:
    """The mutants of which mypy says what it does not say of what they are mutants of."""
    copy = OUT.resolve() / "typed"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree("src", copy / "src")
    shutil.copy("pyproject.toml", copy)
    for file, text in texts.items():
        (copy / "src" / KERNEL / f"{file}.py").write_text(text, "utf-8")
    mypy = [sys.executable, "-m", "mypy", "--output", "json", f"src/{KERNEL}"]
    said = subprocess.run(mypy, cwd=copy, capture_output=True, text=True, check=False).stdout
    rows = [row for row in map(json.loads, said.splitlines()) if row["severity"] == "error"]
    told: dict[str, set[str]] = {}
    for file, text in texts.items():
        own = [row for row in rows if Path(row["file"]).stem == file and row["code"] not in MANNERS]
        for mutant in mutants(file, text):
            lines = range(mutant.node.lineno, (mutant.node.end_lineno or 0) + 1)
            told[mutant.name] = {row["message"] for row in own if row["line"] in lines}
    return {name for name, found in told.items() if found - told.get(f"{name.rpartition('.')[0]}.orig", set())}


def exchange(module: ModuleType, mutant: Mutant) -> None:
    """Give the function of a module, wherever it is held, the code of its mutant."""
    node = mutant.node
    node.name = mutant.function
    body: list[ast.stmt] = [node]
    if mutant.scope:
        body = [ast.ClassDef(name=mutant.scope, bases=[], keywords=[], body=[node], decorator_list=[])]
    later = ast.ImportFrom(module="__future__", names=[ast.alias(name="annotations")], level=0)
    space = dict(vars(module))
    exec(compile(ast.fix_missing_locations(ast.Module([later, *body], [])), mutant.name, "exec"), space)
    new, old = (_function(held, mutant) for held in (space, vars(module)))
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _function(held: Mapping[str, object], mutant: Mutant) -> FunctionType:
    found = vars(held[mutant.scope])[mutant.function] if mutant.scope else held[mutant.function]
    found = found.fget if isinstance(found, property) else found
    found = found.__func__ if isinstance(found, classmethod | staticmethod) else found
    assert isinstance(found, FunctionType)
    return found


def apart(run: Callable[[], object]) -> object:
    """What a function gives in a process of its own, within the limits; None where that breaks off."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        try:
            os.write(writing, json.dumps(run()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        text = said.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


class Judging:
    """In place of pytest's own loop: all tests that are collected, once for each mutant, the quick ones first."""

    def __init__(self, files: Sequence[str]) -> None:
        """Judge the mutants of these files."""
        self.files = files

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge every mutant that has no line yet."""
        times = apart(lambda: [_timed(item) for item in session.items])
        assert isinstance(times, list)
        broken = [item.nodeid for (_, failed), item in zip(times, session.items, strict=True) if failed]
        assert not broken, f"these do not hold as it is: {broken}"
        quick = [item for _, item in sorted(zip(times, session.items, strict=True), key=lambda pair: pair[0][0])]
        texts = {file: changed(file) for file in self.files}
        refused = ill_typed(texts)
        for file, text in texts.items():
            module, path = importlib.import_module(f"interlock.kernel.{file}"), OUT / f"{file}.jsonl"
            done = {json.loads(line)["mutant"] for line in path.read_text().splitlines()} if path.exists() else set()
            for mutant in mutants(file, text):
                if mutant.number != "orig" and mutant.name not in done:
                    verdict = "ill-typed" if mutant.name in refused else _judged(module, mutant, quick)
                    with path.open("a", encoding="utf-8") as lines:
                        row = {"mutant": mutant.name, "verdict": verdict, "text": ast.unparse(mutant.node)}
                        lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        return True


def _judged(module: ModuleType, mutant: Mutant, items: Sequence[pytest.Item]) -> str:
    def run() -> str:
        exchange(module, mutant)
        return "killed" if any(_timed(item)[1] for item in items) else "survived"

    return str(apart(run) or "broken off")


def _timed(item: pytest.Item) -> tuple[float, bool]:
    """How long a test takes, and whether it fails."""
    from _pytest.runner import runtestprotocol

    begun = process_time()
    failed = any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
    return process_time() - begun, failed


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    arguments = ["-q", "-s", "-p", "no:cacheprovider", "tests/kernel", "--deselect", "tests/kernel/test_limit.py"]
    sys.exit(pytest.main(arguments, plugins=[Judging(sys.argv[1:])]))
