"""The look of a page: light, dark and printed, the same meanings by sign and line as by colour."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --pale: #5a5a5a; --line: #c9c9c9; --tint: #f5f5f2;
  --bad: #a8320a; --warn: #8a5a00; --good: #00664d; --note: #00588c; --mark: #fff0b3; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #ececec; --pale: #a9adb3; --line: #44484e;
  --tint: #202327; --bad: #ff9d7a; --warn: #f0c060; --good: #6fd6b5; --note: #8cc8f2; --mark: #5a4a00; }
  .chart .good { fill: #1c6b52; } .chart .sure { fill: #1f5680; } .chart .bad { fill: #7c3a17; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
p { margin: .4rem 0; max-width: 52rem; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
pre { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; font-weight: 700; text-decoration: underline; }
.origin, .place, p.note, .cites { color: var(--pale); }
.verdict { font-size: 1.1rem; font-weight: 600; padding: .5rem .8rem; border-left: .4rem solid; background: var(--tint); }
.verdict.good { border-color: var(--good); } .verdict.bad { border-color: var(--bad); border-left-style: double; }
.picture { margin: 1.2rem 0; padding: .5rem; overflow: auto; background: #fff; border: 1px solid var(--line); }
.picture svg { max-width: 100%; height: auto; }
article { margin: .7rem 0; padding: .5rem .8rem; border-left: .3rem solid var(--note); background: var(--tint); }
article.error { border-left: .3rem double var(--bad); } article.error strong { color: var(--bad); }
article.warning { border-left-color: var(--warn); border-left-style: dashed; } article.warning strong { color: var(--warn); }
article.note strong { color: var(--note); }
.way { overflow-wrap: anywhere; } .help::before { content: "\\2192\\00a0"; }
.scroll { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; font-size: .93rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--pale); } dd { margin: 0; }
.drawing { margin: 1.2rem 0; } .drawing svg { max-width: max(100%, 56rem); height: auto; }
summary { cursor: pointer; color: var(--note); }
.chart .paper, .chart .halo, .chart .neutral { fill: var(--paper); } .chart .ink, .chart .named { fill: var(--ink); }
.chart .pale { fill: var(--pale); } .chart .rule { stroke: var(--line); } .chart .named { stroke: var(--paper); }
.chart .edge, .chart .base, .chart .neutral, .chart .good, .chart .sure, .chart .bad { stroke: var(--ink); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--note); outline-offset: 2px; }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --pale: #333; --tint: #fff; }
  main { max-width: none; padding: 0; } article, table, .picture, .drawing { break-inside: avoid; } .picture { border: 0; }
  .drawing svg { max-width: 100%; max-height: 24cm; } }
"""
