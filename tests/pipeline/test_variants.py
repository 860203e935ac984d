"""A variant that is looked at after its base says what it says alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.cli.disk import disk
from interlock.pipeline import Setting, examine
from interlock.plugin.host import READING, load
from interlock.syntax.grammar import CORE
from tests.repository.command import FLAGSHIP

LOADED = load(READING, core=CORE)
GALLERY = sorted(Path(FLAGSHIP).resolve().parents[1].glob("*/proposal.yaml"))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.parent.name)
def test_what_is_taken_over_from_the_base_changes_nothing(path: Path) -> None:
    start, opener = str(path), disk(str(path.parent))
    base = examine(start, opener, LOADED)
    covered = examine(start, opener, LOADED, covering=True)
    assert base.diagram is not None
    for variant in base.variants:
        alone = examine(start, opener, LOADED, Setting(variant))
        after = examine(start, opener, LOADED, Setting(variant), before=base)
        assert after.told == alone.told
        assert after.diagram == alone.diagram
        own = {told.fault for told in covered.told if told.variant == variant}
        assert own <= {told.fault for told in alone.told}
    assert examine(start, opener, LOADED, before=base) == base
