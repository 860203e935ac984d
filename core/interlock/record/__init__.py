"""Frozen records and named tuples as the standard library has them, defined in a small part of the time.

A command defines some three hundred classes before it reads its first file, so their definition shows in every start.
What is written with these names is what the standard library's make of the same words: a type checker sees those
themselves, and `tests/repository/test_record.py` compares. See `docs/decisions/records.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from typing import NamedTuple
else:
    from interlock.record.light import NamedTuple, dataclass, field, replace

__all__ = ["NamedTuple", "dataclass", "field", "replace"]
