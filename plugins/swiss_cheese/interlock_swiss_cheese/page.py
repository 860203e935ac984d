"""What the pages of this plugin's findings cite."""

from __future__ import annotations

from typing import Final

ARP: Final = "SAE ARP4761, Guidelines and Methods for Conducting the Safety Assessment Process (1996)"
HANDBOOK: Final = "Vesely and others, Fault Tree Handbook, NUREG-0492 (1981)"
REASON: Final = "J. Reason, Human error: models and management, BMJ 320 (2000)"
FPTN: Final = "Fenelon and McDermid, An integrated tool set for software safety analysis (1993)"
CONTROL: Final = "Greenblatt and others, AI Control, arXiv:2312.06942"
