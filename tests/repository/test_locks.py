"""What is installed for use and for the tests is pinned, with hashes, within the declared ranges."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DECLARED = {
    "requirements.lock": PROJECT["dependencies"],
    "requirements-dev.lock": [*PROJECT["dependencies"], *EXTRAS["test"], *EXTRAS["lint"]],
}


def pins(lock: str) -> dict[str, list[str]]:
    """The pinned versions by name; a name may be pinned once for each marker."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, version in re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^ ;\\\n]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE
    ):
        found[canonicalize_name(name)].append(version)
    return found


@pytest.mark.parametrize("lock", sorted(DECLARED))
def test_every_dependency_is_pinned_within_its_range(lock: str) -> None:
    pinned = pins(lock)
    wanted = [Requirement(text) for text in DECLARED[lock]]
    outside = [
        str(w) for w in wanted if not all(map(w.specifier.contains, pinned.get(canonicalize_name(w.name), ["0"])))
    ]
    assert outside == []


@pytest.mark.parametrize("lock", sorted(DECLARED))
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", sorted(DECLARED))
def test_what_a_package_asks_for_with_an_extra_is_pinned_with_it(lock: str) -> None:
    # pip otherwise looks for a newer version, finds one without a hash as soon as there is one, and installs nothing
    text = (ROOT / lock).read_text("utf-8")
    asked = [Requirement(line) for name in pins(lock) for line in required(name)]
    wanted = {f"{one.name}[{','.join(sorted(one.extras))}]" for one in asked if one.extras and holds(one)}
    assert sorted(one for one in wanted if f"\n{one}==" not in f"\n{text}") == []


def required(name: str) -> list[str]:
    """What an installed package requires; nothing of one that this platform does not install."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def holds(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def test_the_tests_run_on_the_versions_that_users_get() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: versions for name, versions in run.items() if dev.get(name) != versions} == {}


def test_running_needs_few_packages() -> None:
    assert len(pins("requirements.lock")) <= 20


def test_every_range_has_an_upper_end_where_the_program_imports_it() -> None:
    assert [text for text in PROJECT["dependencies"] if "<" not in text] == []
