"""Which characters may stand in a file."""

from __future__ import annotations

import sys

from interlock.syntax.visible import look

PRINTABLE = (
    (0x09, 0x0A),
    (0x0D, 0x0D),
    (0x20, 0x7E),
    (0x85, 0x85),
    (0xA0, 0xD7FF),
    (0xE000, 0xFFFD),
    (0x10000, 0x10FFFF),
)
"""`c-printable` of YAML 1.2; the byte order mark is refused besides, for it stands at the start of a text or nowhere."""


def test_the_printable_characters_of_yaml_are_kept_and_all_others_replaced() -> None:
    allowed = "".join(chr(k) for low, high in PRINTABLE for k in range(low, high + 1) if k != 0xFEFF)
    assert look("f", allowed)[1] == ()
    kept = set(allowed)
    for code in range(sys.maxunicode + 1):
        if chr(code) not in kept:
            (told,) = look("f", chr(code))[1]
            assert told.code == "yaml-syntax"
