"""A program for a child process: DOT on standard input, a picture on standard output, by the pygraphviz wheel.

Usage: ``python bundled.py FORMAT [DOTS-PER-INCH]``.
"""

from __future__ import annotations

import sys


def main(format: str, *resolution: str) -> None:
    """Draw once; a graph that cannot be read or drawn ends the process with status 1."""
    import pygraphviz  # type: ignore[import-untyped, unused-ignore]

    graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode())
    if resolution:
        graph.graph_attr["dpi"] = resolution[0]
    sys.stdout.buffer.write(graph.draw(format=format, prog="dot"))


if __name__ == "__main__":
    main(*sys.argv[1:])
