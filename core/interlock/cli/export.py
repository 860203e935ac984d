"""`interlock export`: a format that a plugin adds."""

from __future__ import annotations

import click

from interlock.analysis.answer import DIAGRAM, FUNCTIONS, Request, UnwritableError
from interlock.analysis.plan import attempt, run
from interlock.cli.exit import FOUND, GOOD, CannotRunError
from interlock.cli.inquiry import instead
from interlock.cli.option import setting, setting_options
from interlock.cli.output import put
from interlock.cli.session import load_plugins, open_session, tell_errors
from interlock.plugin.host import READING


@click.command()
@click.argument("form", metavar="FORMAT")
@click.argument("file")
@click.option("-o", "--output", default="-", metavar="OUT", help="The file to write; standard output if not given.")
@setting_options
def export(form: str, file: str, output: str, variant: str, sets: tuple[tuple[str, str], ...]) -> int:
    """Write a proposal in a FORMAT that a plugin adds; `interlock plugins` lists them."""
    loaded = load_plugins(READING | {"analyses", "exporters", "kernels"})
    exporter = next((each for each in loaded.exporters if each.format == form), None)
    if exporter is None:
        raise CannotRunError(f"there is no format {form!r}. {instead(form, [e.format for e in loaded.exporters])}")
    session = open_session(file, loaded, setting(variant, sets))
    diagram = session.examined.diagram
    if diagram is None:
        tell_errors(session)
        return FOUND
    ran = run(exporter.needs, {DIAGRAM: diagram, FUNCTIONS: loaded.functions()}, Request())
    content = attempt(lambda: exporter.write(ran.results))
    if isinstance(content, UnwritableError):
        raise CannotRunError(f"{file!r} cannot be written as {form}: {content}")
    if not isinstance(content, bytes):
        failed = next((each.error for each in ran.failed), content)
        whose = loaded.contributor("format", form)
        raise CannotRunError(f"the format {form!r} of the plugin {whose!r} failed: {type(failed).__name__}: {failed}")
    put(output, content)
    return GOOD
