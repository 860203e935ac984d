"""A report as one self-contained page: nothing is fetched, nothing is executed. It is well-formed XML, too."""

from __future__ import annotations

import re
from html import escape

from interlock.report.dossier import Chapter, Dossier
from interlock.report.exhibit import shown_html, words_html
from interlock.report.message import Message, Statement
from interlock.report.style import STYLE

_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
_DIFFERS = re.compile(r"«([^«»]*)»")


def html(dossier: Dossier) -> str:
    """The page of a report."""
    title = escape(dossier.title or dossier.name)
    parts = (
        _header(dossier),
        _picture(dossier),
        part("Diagnostics", "".join(map(_message, dossier.diagnostics))),
        part("Findings", "".join(map(statement_html, dossier.findings))),
        *(part(chapter.analysis, _chapter(chapter)) for chapter in dossier.chapters),
        part("Boxes", _boxes(dossier)),
        part("Assumed", _list(dossier.assumed)),
        part("Provenance", _terms(dossier.provenance)),
        part("Sources", _list(dossier.cites)),
    )
    return document(title, "".join(parts))


def document(title: str, body: str) -> str:
    """A whole page, given its title and its body as HTML."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        f'<meta name="color-scheme" content="light dark" />\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _policy() -> str:
    """A policy under which a browser takes this style sheet and nothing else, from nowhere."""
    from base64 import b64encode
    from hashlib import sha256

    return _POLICY.format(digest=b64encode(sha256(STYLE.encode()).digest()).decode())


def _header(dossier: Dossier) -> str:
    variant = f", variant <code>{escape(dossier.variant)}</code>" if dossier.variant else ""
    wrong = any(message.severity == "error" for message in dossier.diagnostics)
    doc = f"<p>{words_html(dossier.doc)}</p>\n" if dossier.doc else ""
    return (
        f"<header>\n<h1>{escape(dossier.title or dossier.name)}</h1>\n"
        f'<p class="origin"><code>{escape(dossier.name)}</code>{variant}, from <code>{escape(dossier.source)}</code></p>\n'
        f'<p class="verdict {"bad" if wrong else "good"}" role="status">{words_html(dossier.verdict)}</p>\n{doc}</header>\n'
    )


def _picture(dossier: Dossier) -> str:
    if not dossier.picture:
        return f'<p class="note">{words_html(dossier.picture_note)}</p>\n' if dossier.picture_note else ""
    return f'<figure class="picture" tabindex="0" aria-label="Wiring diagram">\n{dossier.picture}</figure>\n'


def part(title: str, content: str) -> str:
    """A section of a page under its title; nothing where it has no content."""
    if not content:
        return ""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return (
        f'<section aria-labelledby="part-{slug}">\n<h2 id="part-{slug}">{escape(title)}</h2>\n{content}\n</section>\n'
    )


def _message(message: Message, inside: str = "") -> str:
    sentence, *details = message.message.split("\n")
    place = f"{message.file}:{message.span.start.line}:{message.span.start.column}" if message.file else ""
    shown = f'<p class="place"><code>{escape(place)}</code></p>' if place else ""
    more = "".join("<pre>" + _DIFFERS.sub(r"<mark>\1</mark>", escape(detail)) + "</pre>" for detail in details)
    labels = "".join(
        f'<p class="place"><code>{escape(label.file)}:{label.span.start.line}</code> {words_html(label.text)}</p>'
        for label in message.labels
    )
    advice = f'<p class="help">{words_html(message.help)}</p>' if message.help else ""
    head = f"<strong>{message.severity}</strong> <code>{escape(message.code)}</code> {words_html(sentence)}"
    return f'<article class="{message.severity}"><p>{head}</p>{shown}{more}{labels}{inside}{advice}</article>\n'


def statement_html(statement: Statement) -> str:
    """A finding as an article, with the way that shows it and its sources."""
    way = " → ".join(f"<code>{escape(element)}</code>" for element in statement.witness)
    cites = ", ".join(map(escape, statement.cites))
    inside = (f'<p class="way">{way}</p>' if way else "") + (f'<p class="cites">{cites}</p>' if cites else "")
    return _message(statement.told, inside)


def _chapter(chapter: Chapter) -> str:
    doc = f"<p>{words_html(chapter.doc)}</p>\n" if chapter.doc else ""
    return doc + "\n".join(map(shown_html, chapter.exhibits))


def _boxes(dossier: Dossier) -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{escape(kind)}</td><td>{words_html(doc)}</td></tr>'
        for name, kind, doc in dossier.boxes
    )
    head = '<tr><th scope="col">box</th><th scope="col">kind</th><th scope="col">what it does</th></tr>'
    return f'<div class="scroll"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>' if rows else ""


def _list(members: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{words_html(member)}</li>" for member in members) + "</ul>" if members else ""


def _terms(pairs: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(f"<dt>{escape(what)}</dt><dd>{escape(value)}</dd>" for what, value in pairs)
    return f"<dl>{rows}</dl>" if rows else ""
