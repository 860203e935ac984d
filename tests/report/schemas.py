"""The schemas in docs/schema: written by `python -m tests.report.schemas`, compared by the tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from interlock.plugin.door import schema
from interlock.plugin.host import ANALYSING, load
from interlock.report.json import Json
from interlock.report.schema import analyze_schema, check_schema, diff_schema
from interlock.syntax.grammar import CORE

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schema"


def schemas() -> Iterator[tuple[str, dict[str, Json]]]:
    """Every schema by the name of its file: of the commands, and of each result that first-party analyses show or depict."""
    yield "check.json", check_schema()
    yield "analyze.json", analyze_schema()
    yield "diff.json", diff_schema()
    for analysis in load(ANALYSING, core=CORE).analyses:
        body = analysis.body()
        if body.show is not None or body.depict is not None:
            yield f"results/{analysis.name}.json", schema(body.result)


def text(written: dict[str, Json]) -> str:
    """A schema as its file has it."""
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def write() -> None:
    """Brings the folder up to date."""
    for name, written in schemas():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(written), "utf-8")


if __name__ == "__main__":
    write()
