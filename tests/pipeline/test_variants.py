"""A look that takes over what an earlier look at the same files found is the look from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from interlock.check.verdict import trials
from interlock.cli.disk import disk, find_root
from interlock.cli.session import load_plugins
from interlock.kernel.signature import Signature
from interlock.kernel.spell import spell
from interlock.kernel.term import Term
from interlock.pipeline import Setting, _Stages
from interlock.plugin.shipped import Shipped
from interlock.syntax.attach import Attachments
from interlock.syntax.bundle import bundle
from interlock.syntax.grammar import CORE
from interlock.text.outcome import Fault
from tests.repository.sources import ROOT

GALLERY = sorted(ROOT.glob("proposals/*/proposal.yaml"))
LOADED = load_plugins()


def stages(path: Path) -> _Stages:
    start = path.relative_to(ROOT).as_posix()
    shipped = Shipped(LOADED.vocabularies)
    made = bundle(start, disk(find_root(start)), shipped, find_root(start), None)
    return _Stages(
        made.value,
        (*CORE, *LOADED.sections),
        shipped.labels(),
        Setting(),
        attachments=Attachments(disk(find_root(start)), find_root(start)),
        broken=bool(made.faults),
        searching=False,
    )


def spelt(value: object) -> object:
    """A value with its terms as texts: those with binders are equal as text and need not be one object.

    A signature has what somebody has looked up so far, and is left out.
    """
    if isinstance(value, Signature):
        return ""
    if isinstance(value, Term):
        return spell(value)
    if isinstance(value, Mapping):
        return {key: spelt(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return list(map(spelt, value))
    names = [field.name for field in fields(value)] if is_dataclass(value) else getattr(value, "__slots__", ())
    return [(name, spelt(getattr(value, name))) for name in names] if names else value


def told(fault: Fault) -> str:
    """A fault as text."""
    return f"{type(fault).__name__}: {spelt(fault)}"


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.parent.name)
def test_what_is_taken_over_is_what_would_be_found(path: Path) -> None:
    shared = stages(path)
    base = shared.look("", None)
    surface = shared.closure.files[shared.closure.start].surface
    for trial in trials(surface):
        found, fresh = shared.look(trial.variant, base.page), stages(path).look(trial.variant, None)
        assert sorted(map(told, found.faults)) == sorted(map(told, fresh.faults))
        assert spelt(found.diagram) == spelt(fresh.diagram)


def test_a_variant_of_numbers_shares_the_structure_and_the_verdict() -> None:
    shared = stages(ROOT / "proposals/guaranteed-safe-ai/proposal.yaml")
    base = shared.look("", None)
    worked, quiet = shared.look("worked", base.page), shared.look("no-monitor", base.page)
    assert base.diagram is not None
    assert worked.diagram is not None
    assert quiet.diagram is not None
    assert worked.diagram.judged is base.diagram.judged
    assert quiet.diagram.judged is not base.diagram.judged
    assert worked.diagram.items != base.diagram.items
