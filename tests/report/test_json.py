"""The JSON that is printed is what its schema says, and the schemas in the documentation are those of the program."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interlock.report.json import analyze_json, check_json, message_json, print_json
from interlock.report.message import Statement
from interlock.report.schema import analyze_schema, check_schema
from tests.report.fixtures import mismatch
from tests.report.schemas import FOLDER, schemas, text

SHAPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def violations(value: Any, schema: Any, at: str = "$") -> list[str]:
    """Where a value is not what a schema of the few words that ours use says."""
    if "enum" in schema:
        return [] if value in schema["enum"] else [at]
    kinds = schema.get("type", [])
    shapes = [SHAPES[kind] for kind in (kinds if isinstance(kinds, list) else [kinds])]
    if shapes and not any(isinstance(value, shape) for shape in shapes):
        return [at]
    if isinstance(value, list):
        return [
            each for k, part in enumerate(value) for each in violations(part, schema.get("items", {}), f"{at}[{k}]")
        ]
    if not isinstance(value, dict):
        return [at] if "minimum" in schema and value < schema["minimum"] else []
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    found = [f"{at}.{name} missing" for name in schema.get("required", ()) if name not in value]
    for name, part in value.items():
        if name not in known and others is False:
            found.append(f"{at}.{name} unknown")
        found += violations(part, known.get(name, others or {}), f"{at}.{name}")
    return found


CHECKED = check_json("0.1", False, [mismatch()])
ANALYZED = analyze_json(
    CHECKED, [Statement(mismatch(), "routes", ("a",), ("b",), ())], {"routes": {"count": 3, "listed": [["a"]]}}
)


def test_what_is_printed_fits_its_schema() -> None:
    assert violations(CHECKED, check_schema()) == []
    assert violations(ANALYZED, analyze_schema()) == []


def test_the_checker_of_schemas_sees_what_is_wrong() -> None:
    assert violations({**CHECKED, "more": 1}, check_schema()) == ["$.more unknown"]
    assert violations({**CHECKED, "ok": "yes"}, check_schema()) == ["$.ok"]
    assert violations({"interlock": "0"}, check_schema()) == ["$.ok missing", "$.diagnostics missing"]


def test_the_schemas_in_the_documentation_are_up_to_date() -> None:
    kept = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in FOLDER.rglob("*.json")}
    assert kept == {name: text(written) for name, written in schemas()}


def test_a_message_has_the_fields_that_programs_rely_on() -> None:
    written = message_json(mismatch())
    assert list(written) == ["code", "severity", "message", "file", "span", "labels", "help"]
    assert written["span"] == {"start": {"line": 5, "column": 29}, "end": {"line": 5, "column": 45}}


def test_text_is_printed_as_it_is_and_numbers_that_json_lacks_are_refused() -> None:
    assert json.loads(print_json({"a": "→"})) == {"a": "→"}
    assert "→" in print_json({"a": "→"})
    with pytest.raises(ValueError):
        print_json(float("nan"))
