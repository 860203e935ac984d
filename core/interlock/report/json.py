"""Messages, findings and results as the stable JSON of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from interlock.report.message import Label, Message, Span, Statement

if TYPE_CHECKING:
    from interlock.analysis.allow import Accepted
    from interlock.report.comparison import Comparison, Side

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def check_json(version: str, ok: bool, messages: Iterable[Message]) -> dict[str, Json]:  # noqa: FBT001
    """What `check --format json` prints."""
    return {"interlock": version, "ok": ok, "diagnostics": [message_json(message) for message in messages]}


def analyze_json(
    checked: Mapping[str, Json],
    statements: Sequence[Statement],
    results: Mapping[str, Json],
    accepted: Sequence[Accepted] = (),
) -> dict[str, Json]:
    """What `analyze --format json` prints: that of `check`, the findings, those that are allowed, and each shown result."""
    return {
        **checked,
        "findings": [statement_json(each) for each in statements],
        "allowed": [_accepted(each) for each in accepted],
        "results": dict(results),
    }


def _accepted(accepted: Accepted) -> Json:
    (by, finding), permit = accepted
    return {
        "code": finding.rule.code,
        "severity": finding.rule.severity,
        "message": finding.says.plain(),
        "analysis": by,
        "subject": list(finding.subject),
        "at": permit.at,
        "because": permit.because,
    }


def diff_json(version: str, comparison: Comparison) -> dict[str, Json]:
    """What `diff --format json` prints: both sides, what has changed, and what the analyses say otherwise."""
    messages = (*comparison.before.diagnostics, *comparison.after.diagnostics)
    return {
        "interlock": version,
        "ok": not any(message.severity == "error" for message in messages),
        "same": comparison.same,
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "changes": [
            {
                "section": change.section,
                "element": change.element,
                "aspect": change.aspect,
                "before": change.before,
                "after": change.after,
            }
            for change in comparison.changes
        ],
        "findings": {
            "lost": [statement_json(each) for each in comparison.lost],
            "gained": [statement_json(each) for each in comparison.gained],
        },
        "results": [
            {
                "analysis": analysis,
                "path": list(shift.path),
                "before": cast(Json, shift.before),
                "after": cast(Json, shift.after),
                "methods": cast(Json, list(shift.methods)),
            }
            for analysis, shift in comparison.shifts
        ],
    }


def _side(side: Side) -> Json:
    return {
        "name": side.name,
        "file": side.file,
        "variant": side.variant,
        "diagnostics": [message_json(message) for message in side.diagnostics],
    }


def message_json(message: Message) -> dict[str, Json]:
    """A message by its fields."""
    return {
        "code": message.code,
        "severity": message.severity,
        "message": message.message,
        "file": message.file,
        "span": _span(message.span),
        "labels": [_label(label) for label in message.labels],
        "help": message.help,
    }


def statement_json(statement: Statement) -> dict[str, Json]:
    """A finding: the fields of its message and its own."""
    return {
        **message_json(statement.told),
        "analysis": statement.analysis,
        "subject": list(statement.subject),
        "witness": list(statement.witness),
        "cites": list(statement.cites),
    }


def print_json(value: Json) -> str:
    """JSON text, indented, in the given order; a number that JSON cannot say is a mistake of ours."""
    import json

    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _label(label: Label) -> Json:
    return {"file": label.file, "span": _span(label.span), "text": label.text}


def _span(span: Span) -> Json:
    return {
        "start": {"line": span.start.line, "column": span.start.column},
        "end": {"line": span.end.line, "column": span.end.column},
    }
