"""What bare names mean: vocabularies of plugins and proposals of the gallery, read when somebody asks for one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import interlock
from interlock.plugin.vocabulary import Vocabulary


class UnreadableVocabularyError(Exception):
    """A plugin names a vocabulary whose file is not there, or is no text."""


class Shipped(Mapping[str, tuple[str, str]]):
    """For each bare name the name of its file in messages, and its text."""

    def __init__(self, vocabularies: Sequence[Vocabulary], gallery: str | None = None) -> None:
        """Nothing is read yet; ``gallery`` is the folder of proposals, None for the one that is installed."""
        self._vocabularies = {vocabulary.name: vocabulary for vocabulary in reversed(vocabularies)}
        self._gallery = find_gallery() if gallery is None else gallery
        self._read: dict[str, tuple[str, str]] = {}

    def __getitem__(self, name: str) -> tuple[str, str]:
        """The file of that name.

        Raises:
            UnreadableVocabularyError: a plugin names a file that is not there, or is no text.
        """
        if name not in self._read:
            self._read[name] = self._open(name)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        """Whether somebody ships a file under this name."""
        return name in self._vocabularies or (isinstance(name, str) and self._proposal(name) is not None)

    def __iter__(self) -> Iterator[str]:
        """All names, vocabularies first."""
        yield from sorted(self._vocabularies)
        if self._gallery and os.path.isdir(self._gallery):
            yield from (name for name in sorted(os.listdir(self._gallery)) if self._proposal(name) is not None)

    def __len__(self) -> int:
        """How many names there are."""
        return sum(1 for _ in self)

    def labels(self) -> frozenset[str]:
        """What messages call the vocabularies of plugins."""
        return frozenset(_label(vocabulary) for vocabulary in self._vocabularies.values())

    def _open(self, name: str) -> tuple[str, str]:
        if name in self._vocabularies:
            vocabulary = self._vocabularies[name]
            try:
                return _label(vocabulary), resource(vocabulary.package, vocabulary.file).decode()
            except (OSError, ImportError, UnicodeDecodeError) as error:
                says = f"the vocabulary {name!r} of the package {vocabulary.package!r} cannot be read: {error}"
                raise UnreadableVocabularyError(says) from error
        path = self._proposal(name)
        if path is None:
            raise KeyError(name)
        with open(path, "rb") as file:
            return f"{name}/proposal.yaml", file.read().decode()

    def _proposal(self, name: str) -> str | None:
        """The path of a proposal of the gallery; a name with a separator or dots names none."""
        if not self._gallery or not name.replace("-", "").isalnum():
            return None
        path = os.path.join(self._gallery, name, "proposal.yaml")
        return path if os.path.isfile(path) else None


def find_gallery() -> str:
    """The folder of the proposals that ship with the program: in the package, or beside a checkout; empty if none."""
    package = os.path.dirname(os.path.abspath(interlock.__file__ or ""))
    beside = os.path.join(os.path.dirname(os.path.dirname(package)), "proposals")
    return next((folder for folder in (os.path.join(package, "proposals"), beside) if os.path.isdir(folder)), "")


def resource(package: str, file: str) -> bytes:
    """The bytes of a file in an installed package, zipped or not; its loader knows how to read it.

    Raises:
        OSError: there is no such file.
    """
    if package not in sys.modules:
        import_module(package)
    module = sys.modules[package]
    loader = module.__spec__.loader if module.__spec__ else None
    folder = os.path.dirname(module.__file__ or "")
    read = getattr(loader, "get_data", None)
    if read is None:
        raise FileNotFoundError(f"{package} has no files that can be read")
    content: bytes = read(os.path.join(folder, file))
    return content


def _label(vocabulary: Vocabulary) -> str:
    return f"{vocabulary.package}/{vocabulary.file}"
