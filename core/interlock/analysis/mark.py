"""What a picture lights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from interlock.diagram.element import Element

Marks: TypeAlias = Mapping[Element, tuple[str, ...]]
