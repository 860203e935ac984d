"""`interlock plugins`: what is loaded, what each adds, what was left out and why."""

from __future__ import annotations

import click

from interlock.cli.exit import FOUND, GOOD
from interlock.cli.option import format_option
from interlock.cli.output import print_text, show, width
from interlock.cli.session import load_plugins, plugin_messages
from interlock.plugin.discover import discover
from interlock.plugin.host import EVERYTHING
from interlock.plugin.loaded import LoadedPlugin
from interlock.report.excerpt import Line, Run
from interlock.report.json import Json, message_json, print_json
from interlock.report.message import Places
from interlock.report.text import lay_out


@click.command()
@format_option
def plugins(form: str) -> int:
    """Show the plugins: where each comes from, what it adds, and which were left out and why."""
    loaded = load_plugins(EVERYTHING)
    left_out = plugin_messages(loaded)
    commands = discover("interlock.commands")
    if form == "json":
        written: dict[str, Json] = {
            "plugins": [_json(plugin) for plugin in loaded.plugins],
            "commands": [{"name": point.name, "distribution": point.distribution} for point in commands],
            "left_out": [message_json(message) for message in left_out],
        }
        print_text(print_json(written))
    else:
        lines: list[Line] = [line for plugin in loaded.plugins for line in _lines(plugin)]
        lines += [(Run("strong", f"command {point.name}"), Run("dim", f"  {point.distribution}")) for point in commands]
        for message in left_out:
            lines += [(), *lay_out(message, Places(), width())]
        show(lines)
    return FOUND if left_out else GOOD


def _lines(plugin: LoadedPlugin) -> list[Line]:
    origin = " ".join(filter(None, (plugin.distribution, plugin.version)))
    head: Line = (Run("strong", plugin.name), Run("dim", f"  {origin}" if origin else ""))
    return [head, *((Run("", f"  {added}"),) for added in plugin.adds or ("adds nothing",))]


def _json(plugin: LoadedPlugin) -> Json:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "adds": list(plugin.adds),
    }
