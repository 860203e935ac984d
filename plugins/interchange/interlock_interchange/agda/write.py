"""The format `agda`."""

from __future__ import annotations

from interlock.api.analysis import DIAGRAM, Results
from interlock.api.door import Exporter, UnwritableError


def write(results: Results) -> bytes:
    """The module of a checked diagram."""
    from interlock_interchange.agda.module import module

    diagram = results[DIAGRAM]
    kinds = {
        name: box.kind.rpartition("/")[2].removesuffix(".yaml").rpartition(".")[2]
        for name, box in diagram.boxes.items()
    }
    families = [name for name, box in diagram.boxes.items() if box.copies is not None]
    if families:
        raise UnwritableError(
            f"it has families of boxes ({', '.join(families)}), which the module has no names for yet"
        )
    assert diagram.judged is not None
    script, signature, oracle = diagram.judged
    return module(script, signature, kinds, diagram.name, oracle).encode()


AGDA = Exporter("agda", (".agda",), (DIAGRAM,), write, "Interfaces and wiring as an Agda module.")
