"""The floors of ARCHITECTURE.md, held by import-linter; what plugins see, read from their syntax trees."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

from tests.repository.sources import CORE, ROOT, imports, modules

CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}


def test_every_contract_is_kept() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    ran = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


def test_every_folder_of_core_has_its_floor() -> None:
    children = {p.stem for p in (ROOT / CORE).iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    floors = set(re.findall(r"\w+", " ".join(CONTRACTS["floors"]["layers"])))
    assert CONTRACTS["floors"]["exhaustive"] is True
    assert children - {"__init__"} <= floors


def test_plugins_see_all_floors_but_the_published_one_as_closed() -> None:
    floors = set(re.findall(r"\w+", " ".join(CONTRACTS["floors"]["layers"])))
    closed = {name.removeprefix("interlock.") for name in CONTRACTS["plugins"]["forbidden_modules"]}
    assert floors - closed <= {"api", "__main__", "semantics"}


def test_plugins_import_the_published_interface_or_analyses_and_results_only() -> None:
    allowed = re.compile(r"^interlock\.api(\.|$)|^interlock_\w+\.(results|analyses)(\.|$)")
    found = []
    for module in modules("plugins"):
        own = next(part for part in module.path.split("/") if part.startswith("interlock_")) + "."
        for node, name in imports(module.tree):
            inside = name.startswith("interlock") and not name.startswith(own)
            if inside and not allowed.match(name):
                found.append(f"{module.at(node)} {name}")
    assert found == []


def test_no_import_is_hidden_from_the_floors() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert linter["exclude_type_checking_imports"] is False
    assert [name for name, contract in CONTRACTS.items() if "ignore_imports" in contract] == []
