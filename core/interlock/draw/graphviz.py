"""The way to Graphviz: the `dot` of this machine, else the one inside the pygraphviz wheel, else a value that says so.

The wheel (pygraphviz 2 and later) brings Graphviz as shared libraries for Linux, macOS and Windows. It is run in a
child process, so that it may be stopped when the time is up, and takes nobody with it when it crashes.
"""

from __future__ import annotations

import re
from typing import ClassVar, Literal, TypeAlias

from interlock.record import NamedTuple, dataclass

Format = Literal["svg", "png", "pdf", "dot"]
SECONDS = 60.0
_SIGNATURES = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
_DATE = re.compile(rb"/CreationDate \((D:[^)]{15,})\)")
_DOTS_PER_INCH = 144  # twice the unit of Graphviz, so that 9 pt text is 18 pixels high


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: the bytes of a file in the given format."""

    format: Format
    content: bytes


@dataclass(frozen=True, slots=True)
class NoEngine:
    """No Graphviz was found on this machine."""

    code: ClassVar[str] = "no-engine"
    remedy: ClassVar[str] = (
        "Graphviz is needed to draw svg, png and pdf. Install it (Debian: apt-get install graphviz; macOS: "
        "brew install graphviz; Windows: winget install graphviz), or run: pip install 'pygraphviz>=2'. "
        "A .dot file can be written without it."
    )


@dataclass(frozen=True, slots=True)
class EngineTimeout:
    """Graphviz was stopped after the stated number of seconds."""

    engine: str
    seconds: float
    code: ClassVar[str] = "engine-timeout"
    remedy: ClassVar[str] = "Draw less at once: collapse nested boxes (a lower --level), or write the .dot file."


@dataclass(frozen=True, slots=True)
class EngineFailed:
    """Graphviz ended without a picture; `said` is the last thing it wrote, or what the system said of starting it."""

    engine: str
    said: str
    code: ClassVar[str] = "engine-failed"
    remedy: ClassVar[str] = "Try another installation of Graphviz; the .dot file can still be written."


Fault: TypeAlias = NoEngine | EngineTimeout | EngineFailed


class Engine(NamedTuple):
    """A Graphviz that can be run: what to call it, and the command that reads DOT and writes a picture."""

    name: str
    command: tuple[str, ...]


def draw(dot_text: str, format: Format, seconds: float = SECONDS) -> Picture | Fault:
    """The picture of a DOT text: `svg` as Graphviz writes it, `png` at 144 dots per inch, `dot` the text itself.

    Args:
        dot_text: a graph in the DOT language.
        format: of the result.
        seconds: after which Graphviz is stopped.
    """
    if format == "dot":
        return Picture("dot", dot_text.encode())
    engine = find_engine(format)
    return NoEngine() if engine is None else _run(engine, dot_text, format, seconds)


def find_engine(format: Format) -> Engine | None:
    """The Graphviz of this machine: `dot` on the search path before the wheel."""
    import shutil
    import sys
    from importlib.util import find_spec
    from pathlib import Path

    found = shutil.which("dot")
    if found is not None:
        resolution = (f"-Gdpi={_DOTS_PER_INCH}",) if format == "png" else ()
        return Engine("dot", (found, f"-T{format}", *resolution))
    if find_spec("pygraphviz") is not None:
        resolution = (str(_DOTS_PER_INCH),) if format == "png" else ()
        script = str(Path(__file__).with_name("bundled.py"))
        return Engine("pygraphviz", (sys.executable, "-P", script, format, *resolution))
    return None


def _run(engine: Engine, dot_text: str, format: Format, seconds: float) -> Picture | Fault:
    import os
    import subprocess

    # The time that newer versions of Graphviz have PDF files stamped with.
    environment = {"SOURCE_DATE_EPOCH": "0", **os.environ}
    try:
        ended = subprocess.run(
            engine.command, input=dot_text.encode(), capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return EngineTimeout(engine.name, seconds)
    except OSError as error:
        return EngineFailed(engine.name, str(error))
    if ended.returncode != 0 or _SIGNATURES[format] not in ended.stdout:
        return EngineFailed(engine.name, _last_line(ended.stderr) or f"it ended with status {ended.returncode}")
    return Picture(format, _undated(ended.stdout) if format == "pdf" else ended.stdout)


def _undated(pdf: bytes) -> bytes:
    """The same file made at the epoch; as long as before, so that all offsets in it stay true."""
    return _DATE.sub(lambda date: b"/CreationDate (" + b"D:19700101000000Z".ljust(len(date[1])) + b")", pdf)


def _last_line(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""
