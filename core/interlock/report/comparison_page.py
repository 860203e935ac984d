"""A comparison as one self-contained page: both pictures, then what has changed, section by section."""

from __future__ import annotations

import re
from html import escape

from interlock.analysis.exhibit import Table
from interlock.check.compare import Change
from interlock.report.comparison import Comparison, Side
from interlock.report.comparison_text import sign
from interlock.report.exhibit import shown_html, table_html
from interlock.report.html import document, part, statement_html

_ID = re.compile(r' id="')


def comparison_page(comparison: Comparison) -> str:
    """The page of a comparison."""
    before, after = comparison.before, comparison.after
    title = f"{before.called} → {after.called}"
    sections = dict.fromkeys(change.section for change in comparison.changes)
    said = "These mean the same." if comparison.same else "- went, + came, ~ reads otherwise."
    body = (
        f'<header>\n<h1>{escape(before.name)}</h1>\n<p class="origin"><code>{escape(title)}</code></p>\n'
        f'<p class="note">{said}</p>\n</header>\n',
        part("Before", _picture(before, "before")),
        part("After", _picture(after, "after")),
        part("Changes", "\n".join(_changes(section, comparison) for section in sections)),
        part("Findings lost", "".join(map(statement_html, comparison.lost))),
        part("Findings gained", "".join(map(statement_html, comparison.gained))),
        *(part(chapter.analysis, "\n".join(map(shown_html, chapter.exhibits))) for chapter in comparison.chapters),
    )
    return document(escape(title), "".join(body))


def _picture(side: Side, which: str) -> str:
    """The picture of a side; its ids are made those of the side, since both stand on one page."""
    if not side.picture:
        return f'<p class="note">{escape(side.picture_note)}</p>' if side.picture_note else ""
    drawn = _ID.sub(f' id="{which}-', side.picture)
    return f'<figure class="picture" tabindex="0" aria-label="{escape(side.called)}">\n{drawn}</figure>'


def _changes(section: str, comparison: Comparison) -> str:
    rows = tuple(_row(change) for change in comparison.changes if change.section == section)
    return table_html(Table(section, ("", "what", "before", "after"), rows))


def _row(change: Change) -> tuple[str, ...]:
    name = f"{change.element} {change.aspect}".strip()
    return sign(change.before, change.after), name, change.before or "", change.after or ""
