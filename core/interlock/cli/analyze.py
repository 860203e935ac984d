"""`interlock analyze`: check, then every analysis and lint."""

from __future__ import annotations

import click

from interlock.analysis.answer import Request
from interlock.cli.clock import limited
from interlock.cli.exit import CannotRunError, exit_code
from interlock.cli.inquiry import Inquiry, ask, shown, written
from interlock.cli.option import fail_option, format_option, setting, setting_options
from interlock.cli.output import print_text, show, width
from interlock.cli.progress import progress
from interlock.cli.session import load_plugins, open_session, plugin_messages
from interlock.cli.subject import Subject, import_subject, importer_of, is_foreign, subject_of
from interlock.plugin.discover import version_of
from interlock.plugin.host import ANALYSING
from interlock.report.dossier import verdict
from interlock.report.excerpt import Line, Run
from interlock.report.exhibit import exhibit_text
from interlock.report.json import analyze_json, check_json, print_json
from interlock.report.message import Message
from interlock.report.text import footer, lay_out, lay_out_statement
from interlock.report.words.assumption import word_accepted

Pairs = tuple[tuple[str, str], ...]


@click.command()
@click.argument("file")
@format_option
@fail_option
@setting_options
@click.option("--only", default="", metavar="NAME", help="One analysis, with what it needs, or one lint.")
@click.option("--hazard", "hazards", multiple=True, metavar="NAME", help="This hazard; may be repeated.")
@click.option("--scenario", "scenarios", multiple=True, metavar="NAME", help="This scenario; may be repeated.")
@click.option("--pictures", default="", metavar="FOLDER", help="Write what the analyses depict there, as SVG.")
@click.option(
    "--sweep",
    "swept",
    default="",
    metavar="NAME=A,B,...",
    help="Let a parameter take these values, one after another; A..B:20 are twenty between two.",
)
@click.option(
    "--plot", default="", metavar="X,Y", help="Of a sweep: these numbers only; two are drawn against each other."
)
@click.option(
    "--budget", type=click.IntRange(min=1), default=4_000_000, show_default=True, help="Steps of what may be large."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=0.0,
    help="After so many, bounds are given for what is not known; 0, the default: however long it takes.",
)
def analyze(  # noqa: PLR0913  (each option is an argument)
    *,
    file: str,
    form: str,
    fail_on: str,
    variant: str,
    sets: Pairs,
    only: str,
    hazards: tuple[str, ...],
    scenarios: tuple[str, ...],
    pictures: str,
    swept: str,
    plot: str,
    budget: int,
    seconds: float,
) -> int:
    """Check a proposal, then run every analysis and lint on it.

    FILE may also be one that a plugin imports, such as a fault tree in Open-PSA XML. Ctrl-C ends the analyses and shows
    what is known by then.
    """
    if plot and not swept:
        raise CannotRunError("--plot is of a sweep: `--sweep NAME=A,B,...` says which parameter takes which values")
    if swept:
        from interlock.cli.sweep import Wish, read_names, read_sweep, sweep

        request = Request(hazards, scenarios, budget)
        return sweep(
            Wish(file, variant, sets, read_sweep(swept), read_names(plot), pictures, only, request),
            seconds,
            form,
            fail_on,
        )
    with progress(f"checking {file}"):
        subject = _open(file, variant, sets)
    inquiry = None
    if subject.given:
        with progress(f"analysing {file}"), limited(seconds) as over:
            inquiry = ask(subject, Request(hazards, scenarios, budget, over), only, depict=bool(pictures))
    messages = [*plugin_messages(subject.loaded), *subject.messages, *(inquiry.messages if inquiry else ())]
    tell = _print_json if form == "json" else _print_text
    messages = tell(subject, inquiry, messages)
    if inquiry and pictures:
        from interlock.cli.pictures import write_pictures

        messages += write_pictures(inquiry, subject, pictures)
    findings = inquiry.findings if inquiry else ()
    return exit_code([each.severity for each in (*messages, *(finding.told for finding in findings))], fail_on)


def _open(file: str, variant: str, sets: Pairs) -> Subject:
    """The file as a subject of analyses.

    Raises:
        CannotRunError: it cannot be read, or is not a proposal and a variant or default is asked for.
    """
    loaded = load_plugins(ANALYSING | {"importers"} if is_foreign(file) else ANALYSING)
    importer = importer_of(file, loaded)
    if importer is None:
        return subject_of(open_session(file, loaded, setting(variant, sets)))
    if variant or sets:
        raise CannotRunError(f"{file!r} is no proposal: it has neither variants nor defaults")
    return import_subject(file, importer, loaded)


def _print_json(subject: Subject, inquiry: Inquiry | None, messages: list[Message]) -> list[Message]:
    results, more = written(inquiry, subject.loaded) if inquiry else ({}, [])
    messages = [*messages, *more]
    ok = not any(message.severity == "error" for message in messages)
    checked = check_json(version_of("interlock"), ok, messages)
    print_text(
        print_json(
            analyze_json(checked, inquiry.findings if inquiry else (), results, inquiry.accepted if inquiry else ())
        )
    )
    return messages


def _print_text(subject: Subject, inquiry: Inquiry | None, messages: list[Message]) -> list[Message]:
    exhibits, more = shown(inquiry, subject.loaded) if inquiry else ([], [])
    messages = [*messages, *more]
    lines: list[Line] = []
    for message in messages:
        lines += [*lay_out(message, subject.places, width()), ()]
    for finding in inquiry.findings if inquiry else ():
        lines += [*lay_out_statement(finding, subject.places, width()), ()]
    for analysis, tables in exhibits:
        lines.append((Run("strong", f"== {analysis.name} =="),))
        for table in tables:
            lines += [*((Run("", row),) for row in exhibit_text(table).rstrip("\n").split("\n")), ()]
    findings = inquiry.findings if inquiry else ()
    for accepted in inquiry.accepted if inquiry else ():
        lines += [(Run("dim", f"Assumed: {word_accepted(accepted)}"),), ()]
    lines.append((Run("strong", f"{subject.name}: {verdict(messages, findings)}"),))
    show([*lines, *footer([*messages, *(finding.told for finding in findings)])[1:]])
    return messages
