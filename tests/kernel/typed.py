"""The kernel's verdict by the names of ports."""

from __future__ import annotations

from interlock.kernel.script import Script, judge
from interlock.kernel.signature import Signature
from interlock.kernel.term import Term


def typed(script: Script, signature: Signature) -> dict[str, Term]:
    """The type of each port of a script that is judged to hold."""
    found = judge(script, signature)
    return {
        f"{name}.{field.name}" if name else field.name: type_
        for name, types in found.items()
        for field, type_ in zip(script.boxes[name].telescope.ports, types, strict=True)
    }
