"""The JSON Schema (draft 2020-12) of what the command line prints with `--format json`."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.report.json import Json

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}


def check_schema() -> dict[str, Json]:
    """The schema of `interlock check --format json`."""
    made = _object({**_CHECK, "trusted": _TRUSTED, "claims": _CLAIMS})
    return {"$schema": _DIALECT, "title": "interlock check", **made, "required": list(_CHECK)}


def analyze_schema() -> dict[str, Json]:
    """The schema of `interlock analyze --format json`; each result has a schema of its own, by its analysis."""
    results: Json = {"type": "object", "description": "Each result by its analysis.", "additionalProperties": {}}
    findings: Json = {"type": "array", "items": _object({**_MESSAGE, **_FINDING})}
    return {
        "$schema": _DIALECT,
        "title": "interlock analyze",
        **_object({**_CHECK, "findings": findings, "allowed": _ALLOWED, "results": results, "sweep": _SWEEP}),
        "required": [*_CHECK, "findings", "allowed", "results"],
    }


def diff_schema() -> dict[str, Json]:
    """The schema of `interlock diff --format json`."""
    found: Json = {"type": "array", "items": _object({**_MESSAGE, **_FINDING})}
    return {
        "$schema": _DIALECT,
        "title": "interlock diff",
        **_object(
            {
                "interlock": _CHECK["interlock"],
                "ok": {"type": "boolean", "description": "Whether no diagnostic of either side is an error."},
                "same": {"type": "boolean", "description": "Whether nothing has changed, in diagrams or results."},
                "before": _SIDE,
                "after": _SIDE,
                "changes": {"type": "array", "items": _CHANGE},
                "findings": _object({"lost": found, "gained": found}),
                "results": {"type": "array", "items": _SHIFT},
            }
        ),
    }


def _object(properties: Mapping[str, Json]) -> dict[str, Json]:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


_TRUSTED: Json = {
    "type": "object",
    "description": "With `--trusted`: of each file all on which the verdict rests, by parts.",
    "additionalProperties": {"type": "object", "additionalProperties": _TEXTS},
}
_SETS: Json = {"type": "array", "items": _TEXTS}
_CLAIM = _object(
    {
        "says": _TEXT,
        "status": {"enum": ["proved", "admitted", "refuted", "unknown"]},
        "path_sets": _SETS,
        "cut_sets": _SETS,
        "complete": {
            "type": "boolean",
            "description": "False where the search for the sets was cut short, or the claim is not decided.",
        },
        "used": _TEXTS,
    }
)
_CLAIMS: Json = {
    "type": "object",
    "description": "With `--claims`: of each file its claims by name, with the sets of guarantees on which each rests.",
    "additionalProperties": {"type": "object", "additionalProperties": _CLAIM},
}
_COUNT: Json = {"type": "integer", "minimum": 1}
_GAUGE: Json = {
    **_object({"lower": {"type": "number"}, "upper": {"type": "number"}, "measures": _TEXT}),
    "type": ["object", "null"],
    "description": "Null where it is not known.",
}
_SWEEP: Json = {
    **_object(
        {
            "parameter": _TEXT,
            "points": {
                "type": "array",
                "items": _object({"value": _TEXT, "gauges": {"type": "object", "additionalProperties": _GAUGE}}),
            },
        }
    ),
    "description": "With `--sweep`, where `results` is empty: the numbers that were followed, at each value.",
}
_POSITION = _object({"line": _COUNT, "column": _COUNT})
_SPAN = _object({"start": _POSITION, "end": _POSITION})
_MESSAGE: Mapping[str, Json] = {
    "code": {"type": "string", "description": "Kebab-case; `interlock explain CODE` shows its page."},
    "severity": {"enum": ["error", "warning", "note"]},
    "message": {"type": "string", "description": "A sentence, then lines of detail; «» enclose what differs."},
    "file": {"type": "string", "description": "As the user called it; empty where no file is concerned."},
    "span": _SPAN,
    "labels": {"type": "array", "items": _object({"file": _TEXT, "span": _SPAN, "text": _TEXT})},
    "help": _TEXT,
}
_FINDING: Mapping[str, Json] = {
    "analysis": {"type": "string", "description": "The analysis or lint that says it."},
    "subject": _TEXTS,
    "witness": _TEXTS,
    "cites": _TEXTS,
}
_ALLOWED: Json = {
    "type": "array",
    "description": "The findings that the author accepts by an item of `allow`, each with the reason: what is assumed.",
    "items": _object(
        {
            **{key: _MESSAGE[key] for key in ("code", "severity", "message")},
            **{key: _FINDING[key] for key in ("analysis", "subject")},
            "at": _TEXT,
            "because": _TEXT,
        }
    ),
}
_CHECK: Mapping[str, Json] = {
    "interlock": {"type": "string", "description": "The version of the program."},
    "ok": {"type": "boolean", "description": "Whether no diagnostic is an error."},
    "diagnostics": {"type": "array", "items": _object(_MESSAGE)},
}
_SIDE = _object(
    {
        "name": {"type": "string", "description": "Of the proposal."},
        "file": _TEXT,
        "variant": {"type": "string", "description": "Empty for the base."},
        "diagnostics": _CHECK["diagnostics"],
    }
)
_READING: Json = {"type": ["string", "null"], "description": "How it reads; null where there is nothing."}
_CHANGE = _object(
    {
        "section": {"type": "string", "description": "Of the file: `boxes`, `ports`, `wires`, `hazards`, ..."},
        "element": _TEXT,
        "aspect": {"type": "string", "description": "In which respect; empty for the element as a whole."},
        "before": _READING,
        "after": _READING,
    }
)
_SHIFT = _object(
    {
        "analysis": _TEXT,
        "path": {"type": "array", "items": _TEXT, "description": "The keys of the result that lead there."},
        "before": {"description": "What stood there; of a list, the members that are gone."},
        "after": {"description": "What stands there; of a list, the members that are new."},
        "methods": {"type": "array", "description": "How each was found, where the result says it.", "items": _READING},
    }
)
