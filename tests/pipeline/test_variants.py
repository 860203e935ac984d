"""A look that takes over what an earlier look at the same files found is the look from nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.check.verdict import trials
from interlock.cli.disk import disk, find_root
from interlock.cli.session import load_plugins
from interlock.pipeline import Setting, _Stages
from interlock.plugin.shipped import Shipped
from interlock.syntax.attach import Attachments
from interlock.syntax.bundle import bundle
from interlock.syntax.grammar import CORE
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


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.parent.name)
def test_what_is_taken_over_is_what_would_be_found(path: Path) -> None:
    shared = stages(path)
    base = shared.look("", None)
    surface = shared.closure.files[shared.closure.start].surface
    for trial in trials(surface):
        found, fresh = shared.look(trial.variant, base.page), stages(path).look(trial.variant, None)
        assert sorted(map(repr, found.faults)) == sorted(map(repr, fresh.faults))
        assert found.diagram == fresh.diagram


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
