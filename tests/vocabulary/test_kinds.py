"""Every kind of the first two vocabularies is wired somewhere, so that its signature is one that something fits."""

from __future__ import annotations

import json
import re
from pathlib import Path

from interlock.cli.session import load_plugins, open_session
from interlock.pipeline import Setting
from tests.repository.command import run
from tests.repository.generated import GALLERY

REST = Path(__file__).with_name("all-kinds.yaml")


def test_what_the_gallery_does_not_use_checks_too() -> None:
    told = open_session(str(REST), load_plugins(), Setting(), covering=True).examined.told
    assert [one.fault.code for one in told if one.fault.code != "not-analysed"] == []


def test_every_kind_of_the_first_vocabularies_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (*GALLERY, REST))
    declared = json.loads(run("kinds", "--format", "json").stdout)
    kinds = {each["name"] for each in declared if each["vocabulary"] in ("alignment", "oversight")}
    assert {kind for kind in kinds if not re.search(rf"\b{kind}\b", text)} == set()
