"""Logs of evaluations made with Inspect, read by its own reader (`inspect-ai`, an extra)."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from interlock.api.door import Outcome
from interlock.api.section import Attached
from interlock_swiss_cheese.reading import Log, Read, Reading, Sample, refused
from interlock_swiss_cheese.reading_rules import INSPECT_MISSING

if TYPE_CHECKING:
    from inspect_ai.log import EvalLog

UNPACKED: Final = 128 * 1024 * 1024
"""Bytes to which the parts of a log may unpack."""

PARTS: Final = 20_000
"""Parts that a log may have."""

_PIECE: Final = 1024 * 1024
_UNREADABLE: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,  # too deep a nesting and unknown compression are among these
    zipfile.BadZipFile,
    zlib.error,
)
"""What is raised for a damaged log: the reader promises nothing."""


def read_log(attached: Attached) -> Read:
    """The samples of a log with their scores; of an evaluation that did not end there is none."""
    try:
        from inspect_ai.log import read_eval_log
    except ImportError:
        help = 'Install it: pip install "interlock[inspect]".'
        return refused(
            attached.name, "a log of Inspect is read by `inspect-ai`, which is not installed", help, INSPECT_MISSING
        )
    if zipfile.is_zipfile(BytesIO(attached.content)):
        why = _oversized(attached.content)
        if why:
            return refused(attached.name, why)
    try:
        log = read_eval_log(BytesIO(attached.content))
    except _UNREADABLE as error:
        reason = " ".join(str(error).split())[:120]
        return refused(attached.name, f"it is no log that Inspect reads ({type(error).__name__}: {reason})")
    if log.status != "success":
        help = "Half an evaluation may have ended where it did because of what it saw: run it to its end."
        return refused(attached.name, f"the evaluation did not end: its status is {log.status}", help)
    if not log.samples:
        return refused(attached.name, "it has no samples", "Write the log with its samples, not only its header.")
    return Outcome(Reading(log=_log(attached.name, log)))


def _oversized(content: bytes) -> str:
    """Why an archive is not unpacked; empty if it may be. What its parts claim of their sizes is not believed."""
    left = UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if len(archive.infolist()) > PARTS:
                return f"it has more than {PARTS:,} parts"
            for part in archive.infolist():
                with archive.open(part) as stream:
                    while piece := stream.read(min(_PIECE, left + 1)):
                        left -= len(piece)
                        if left < 0:
                            return f"it unpacks to more than {UNPACKED >> 20} MiB"
    except _UNREADABLE as error:
        return f"it cannot be unpacked ({type(error).__name__})"
    return ""


def _log(name: str, log: EvalLog) -> Log:
    samples = tuple(
        Sample(
            str(one.id), one.error is not None, {scorer: score.value for scorer, score in (one.scores or {}).items()}
        )
        for one in log.samples or ()
    )
    return Log(name, str(log.eval.model), str(log.eval.created), samples)
