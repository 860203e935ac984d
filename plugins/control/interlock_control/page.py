"""What the pages of this plugin's findings cite."""

from __future__ import annotations

from typing import Final

GREENBLATT: Final = (
    "R. Greenblatt and others, AI Control: Improving Safety Despite Intentional Subversion, arXiv:2312.06942"
)
