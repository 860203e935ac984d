"""`interlock report`: one self-contained page."""

from __future__ import annotations

import os

import click

from interlock.analysis.answer import Request
from interlock.check.checked import CheckedDiagram
from interlock.cli.drawing import draw_or_say
from interlock.cli.exit import CannotRunError, exit_code
from interlock.cli.inquiry import Inquiry, ask
from interlock.cli.option import fail_option, setting, setting_options
from interlock.cli.output import put
from interlock.cli.pictures import chapters, figures
from interlock.cli.progress import progress
from interlock.cli.session import Session, load_plugins, open_session, plugin_messages
from interlock.cli.subject import subject_of
from interlock.pipeline import fingerprint
from interlock.plugin.discover import version_of
from interlock.plugin.host import ANALYSING
from interlock.report.dossier import Dossier, inventory, verdict
from interlock.report.html import html
from interlock.report.markdown import markdown
from interlock.report.message import Message
from interlock.report.words.assumption import word_accepted, word_assumption


@click.command()
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="OUT", help="The file to write: .html or .md.")
@fail_option
@setting_options
def report(file: str, output: str, fail_on: str, variant: str, sets: tuple[tuple[str, str], ...]) -> int:
    """Write one self-contained page: picture, verdict, findings with witnesses, results, what they rest on.

    A .md page has its pictures in files beside it.
    """
    suffix = os.path.splitext(output)[1].lower()
    if suffix not in (".html", ".htm", ".md"):
        raise CannotRunError(f"{output!r} ends in neither .html nor .md")
    loaded = load_plugins(ANALYSING)
    with progress(f"examining {file}"):
        session = open_session(file, loaded, setting(variant, sets))
        diagram = session.examined.diagram
        inquiry = None if diagram is None else ask(subject_of(session), Request(), depict=True)
        dossier = _dossier(session, inquiry)
    if suffix == ".md":
        drawing = os.path.splitext(output)[0] + ".svg" if dossier.picture else ""
        if drawing:
            put(drawing, dossier.picture.encode())
        stem = os.path.splitext(output)[0] + "-"
        for figure in figures(dossier.chapters):
            put(f"{stem}{figure.name}.svg", figure.svg.encode())
        put(output, markdown(dossier, os.path.basename(drawing), os.path.basename(stem)).encode())
    else:
        put(output, html(dossier).encode())
    findings = (finding.told for finding in dossier.findings)
    return exit_code([each.severity for each in (*dossier.diagnostics, *findings)], fail_on)


def _dossier(session: Session, inquiry: Inquiry | None) -> Dossier:
    """All that is to be told of a session."""
    examined, diagram = session.examined, session.examined.diagram
    told, failed = chapters(inquiry, session.loaded, diagram) if inquiry else ((), ())
    own: list[Message] = [*plugin_messages(session.loaded), *session.messages]
    messages = (*own, *(inquiry.messages if inquiry else ()), *failed)
    findings = inquiry.findings if inquiry else ()
    page = examined.page
    picture, note = draw_or_say(diagram) if diagram else ("", "There is no picture of what does not check.")
    return Dossier(
        name=(page.name.text if page else "") or examined.bundle.start,
        title=page.title if page else "",
        doc=page.doc if page else "",
        cites=page.cites if page else (),
        source=examined.bundle.start,
        variant=diagram.variant if diagram else "",
        verdict=verdict(messages, findings),
        diagnostics=messages,
        findings=findings,
        chapters=told,
        boxes=inventory(diagram) if diagram else (),
        assumed=(
            *map(word_assumption, diagram.assumed if diagram else ()),
            *map(word_accepted, inquiry.accepted if inquiry else ()),
        ),
        provenance=_provenance(session, diagram),
        picture=picture,
        picture_note=note,
    )


def _provenance(session: Session, diagram: CheckedDiagram | None) -> tuple[tuple[str, str], ...]:
    """By what, and of what, the page was made; no time, so that the same input gives the same bytes."""
    plugins = ", ".join(" ".join(filter(None, (each.name, each.version))) for each in session.loaded.plugins)
    pairs = (
        ("interlock", version_of("interlock")),
        ("plugins", plugins),
        ("files", ", ".join(session.examined.bundle.files)),
        ("fingerprint", fingerprint(session.examined, diagram.variant) if diagram else ""),
    )
    return tuple(pair for pair in pairs if pair[1])
