"""Bare names mean vocabularies of plugins and proposals of the gallery, and nothing else on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.plugin.host import READING, load
from interlock.plugin.shipped import Shipped, UnreadableVocabularyError, find_gallery, resource
from interlock.plugin.vocabulary import Vocabulary


def test_the_vocabularies_and_the_gallery_are_there() -> None:
    shipped = Shipped(load(READING).vocabularies)
    assert "alignment" in shipped
    assert "guaranteed-safe-ai" in shipped
    assert next(iter(shipped)) == "alignment"
    assert len(shipped) == len(list(shipped)) >= 5
    name, text = shipped["guaranteed-safe-ai"]
    assert name == "guaranteed-safe-ai/proposal.yaml"
    assert "proposal: guaranteed-safe-ai" in text


@pytest.mark.parametrize("name", ["..", "../rlhf", "rlhf/../rlhf", "/etc", "", ".", "no-such-thing", "a\0b"])
def test_a_name_that_is_none_leads_nowhere(name: str, tmp_path: Path) -> None:
    (tmp_path / "proposal.yaml").write_text("", "utf-8")
    shipped = Shipped((), str(tmp_path / "gallery"))
    assert name not in shipped
    with pytest.raises(KeyError):
        shipped[name]


def test_a_vocabulary_is_called_by_its_package_and_file() -> None:
    shipped = Shipped([Vocabulary("alignment", "interlock_alignment", "alignment.yaml")], "")
    assert shipped.labels() == {"interlock_alignment/alignment.yaml"}
    assert shipped["alignment"][0] == "interlock_alignment/alignment.yaml"


@pytest.mark.parametrize(("package", "file"), [("interlock_alignment", "none.yaml"), ("no_such_package", "v.yaml")])
def test_a_vocabulary_whose_file_is_not_there_is_the_mistake_of_its_package(package: str, file: str) -> None:
    shipped = Shipped([Vocabulary("lost", package, file)], "")
    with pytest.raises(UnreadableVocabularyError, match=f"'lost' of the package '{package}' cannot be read: "):
        shipped["lost"]


def test_a_missing_resource_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError):
        resource("interlock.report", "pages/no-such-page.md")


def test_the_gallery_is_found() -> None:
    assert (Path(find_gallery()) / "rlhf" / "proposal.yaml").is_file()
