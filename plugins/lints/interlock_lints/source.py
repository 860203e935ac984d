"""The sources that patterns cite: the key by which a finding names each, and its words on a page."""

from __future__ import annotations

from typing import Final

from interlock.api.record import NamedTuple


class Source(NamedTuple):
    """A published source: its key, and who wrote what."""

    key: str
    words: str

    def __str__(self) -> str:
        """As it stands on a page."""
        return f"{self.words}, {self.key}" if self.key.startswith("arXiv:") else self.words


BAKER: Final = Source(
    "arXiv:2503.11926",
    "B. Baker and others, Monitoring Reasoning Models for Misbehavior and the Risks of Promoting Obfuscation (2025)",
)
