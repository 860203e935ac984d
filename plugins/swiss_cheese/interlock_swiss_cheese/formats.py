"""Which format a file of evidence has."""

from __future__ import annotations

from interlock.api.section import Attached
from interlock_swiss_cheese.inspect_log import read_log
from interlock_swiss_cheese.reading import Read, refused
from interlock_swiss_cheese.table import read_csv, read_json


def read(attached: Attached) -> Read:
    """A file of evidence, told apart by its suffix, and logs of Inspect in JSON from tables by what they hold."""
    suffix = attached.name.rpartition(".")[2].lower()
    if suffix == "eval":
        return read_log(attached)
    if suffix == "csv":
        return read_csv(attached.source)
    if suffix != "json":
        return refused(attached.name, "its suffix is none of .csv, .json and .eval")
    text = attached.source.text
    if text.lstrip().startswith("{") and '"eval"' in text:
        return read_log(attached)
    return read_json(attached.source)
