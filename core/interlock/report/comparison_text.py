"""A comparison as lines: `-` for what only the first side has, `+` for the second, `~` for what is otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.check.compare import Change
from interlock.report.comparison import Comparison
from interlock.report.contrast import clip
from interlock.report.excerpt import Line, Run, visible
from interlock.report.exhibit import exhibit_text
from interlock.report.message import Statement

_WIDTH = 90  # characters of a text before and after
_STYLES = {"-": "error", "+": "good", "~": "note"}


def comparison_lines(comparison: Comparison) -> Iterator[Line]:
    """The comparison, section by section."""
    yield (Run("strong", f"{comparison.before.called} -> {comparison.after.called}"),)
    if comparison.same:
        yield (Run("good", "no difference"),)
        return
    for section in dict.fromkeys(change.section for change in comparison.changes):
        yield ()
        yield (Run("strong", section),)
        yield from map(_change, (change for change in comparison.changes if change.section == section))
    yield from _findings(comparison)
    for chapter in comparison.chapters:
        yield ()
        yield (Run("strong", f"== {chapter.analysis} =="),)
        for table in chapter.exhibits:
            yield ()
            yield from map(_row, exhibit_text(table).rstrip("\n").split("\n"))


def sign(before: str | None, after: str | None) -> str:
    """`+` for what is new, `-` for what went, `~` for what is otherwise."""
    return "+" if before is None else "-" if after is None else "~"


def told(change: Change) -> tuple[str, str]:
    """What has changed, and how."""
    name = f"{change.element} {change.aspect}".strip()
    if change.before is None or change.after is None:
        return name, change.after or change.before or ""
    mark = "`" if "->" in change.before + change.after else ""  # the arrow of a type is not ours
    before, after = (f"{mark}{clip(text, _WIDTH)}{mark}" for text in (change.before, change.after))
    return name, f"{before} -> {after}"


def _change(change: Change) -> Line:
    mark = sign(change.before, change.after)
    name, how = told(change)
    text = f"{name}: {how}" if how else name
    return Run("", "  "), Run(_STYLES[mark], f"{mark} "), Run("", clip(visible(text), 3 * _WIDTH))


def _findings(comparison: Comparison) -> Iterator[Line]:
    if comparison.lost or comparison.gained:
        yield ()
        yield (Run("strong", "findings"),)
    yield from (_finding("-", statement) for statement in comparison.lost)
    yield from (_finding("+", statement) for statement in comparison.gained)


def _finding(mark: str, statement: Statement) -> Line:
    said = statement.told
    sentence = said.message.split("\n")[0]
    return (
        Run("", "  "),
        Run(_STYLES[mark], f"{mark} "),
        Run(said.severity, f"{said.severity}[{said.code}]"),
        Run("", f": {visible(sentence)}"),
    )


def _row(text: str) -> Line:
    marked = text[2:3] in ("-", "+") and text[3:4] == " "
    return (Run(_STYLES[text[2]] if marked else "", text),)
