"""What libyaml has against a text, as a fault with the place where the author went wrong, and with the line repaired.

The most frequent mistake is a type that YAML reads as something else: `(x : A) -> B`, `{x : A | p}`.
"""

from __future__ import annotations

import re

from yaml import MarkedYAMLError, YAMLError

from interlock.record import NamedTuple
from interlock.syntax.fault import NeedsQuotes, SyntaxFault, TabIndentation, YamlSyntax
from interlock.syntax.visible import Visible
from interlock.text.site import Anchor, Site

_LINE_END = re.compile(r"[\r\n]|\Z")
_WORD = re.compile(r"[^\s]+|")
_ENTRY = re.compile(r"[ ]*(?:-[ ]+)*(?:(?:[\w'.\- ]+|\"[^\"\r\n]*\"|'[^'\r\n]*')[ ]*:[ ]+)?")
_COMMENT = re.compile(r"[ \t]+(?:#.*)?$")
_INDICATORS = "{[*&!|>%@`'\""
_RESERVED = ("%", "@", "`")
_CLOSED_BY = {"{": "}", "[": "]", "'": "'", '"': '"'}
_OPENING, _CLOSING = "([{", ")]}"


class Mistake(NamedTuple):
    """A fault, and the offset of the text that reading has to go around."""

    fault: SyntaxFault
    at: int


def explain(visible: Visible, shift: int, error: YAMLError) -> Mistake:
    """What an error of libyaml says of the stretch of text that begins at ``shift``."""
    file = Anchor(visible.name, "")
    text = visible.text
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Mistake(YamlSyntax(Site(file, shift, shift), str(error), ""), shift)
    found = min(error.problem_mark.index + shift, len(text))
    opened = found if error.context_mark is None else min(error.context_mark.index + shift, len(text))
    problem, context = error.problem or "", error.context or ""
    begun = opened if _tells_the_beginning(problem, context) else found
    if text[found : found + 1] == "\t" and not text[_line_start(text, found) : found].strip(" \t-"):
        return Mistake(TabIndentation(Site(file, found, found + 1)), found)
    quotes = _quotes(file, text, found, problem)
    if quotes is None and "flow" in context:
        quotes = _quotes_in_flow(file, text, found, opened)
    if quotes is None and "cannot start any token" in problem and text[found : found + 1] in _RESERVED:
        quotes = _quoted(file, text, found, _flow_end(text, found, _line_end(text, found)), text[found])
    if quotes is not None:
        quotes = quotes._replace(written=visible.unmask(quotes.written), fix=visible.unmask(quotes.fix))
        return Mistake(quotes, min(found, quotes.site.start))
    word = _WORD.match(text, begun)
    end = word.end() if word else begun
    lacks_dash = "expected ':'" in problem and _below_a_dash(text, begun)
    fix = f"- {text[begun : _line_end(text, begun)].rstrip()}" if lacks_dash else ""
    return Mistake(YamlSyntax(Site(file, begun, max(end, min(begun + 1, len(text)))), problem, context, fix), begun)


def _tells_the_beginning(problem: str, context: str) -> bool:
    """Whether the author's mistake is where something begins, though YAML stumbles later."""
    if "flow" in context or "simple key" in context:
        return True
    return "quoted scalar" in context and "end of stream" in problem


def _below_a_dash(text: str, at: int) -> bool:
    """Whether the line above stands as far in and is the member of a list: this one lacks its dash."""
    start = _line_start(text, at)
    above = text[_line_start(text, max(start - 1, 0)) : start]
    return bool(start) and above.startswith(text[start:at] + "- ") and not text[start:at].strip(" ")


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def _quotes(file: Anchor, text: str, found: int, problem: str) -> NeedsQuotes | None:
    """The value of the block entry on this line in quotes, if that is what it lacks."""
    line = _line_start(text, found)
    end = _line_end(text, line)
    entry = _ENTRY.match(text, line, end)
    start = entry.end() if entry else line
    comment = _COMMENT.search(text, start, end)
    stop = comment.start() if comment else end
    if not line < start < stop or found < start:
        return None
    if problem.startswith("mapping values") and text[start] not in _INDICATORS:
        return _quoted(file, text, start, stop, ": ")
    if text[start] in _INDICATORS and (text[start] not in _CLOSED_BY or _closed(text, start, found)):
        return _quoted(file, text, start, stop, text[start])
    return None


def _quotes_in_flow(file: Anchor, text: str, found: int, opened: int) -> NeedsQuotes | None:
    """The value of the flow entry here in quotes, if that is what it lacks."""
    start = _flow_value(text, opened + 1, found)
    line_end = _line_end(text, start)
    if start >= found or line_end < found:
        return None
    stop = _flow_end(text, start, line_end)
    if text[found : found + 1] == ":" and text[start] not in _INDICATORS:
        return _quoted(file, text, start, stop, ": ")
    if text[start] in _CLOSED_BY and _closed(text, start, found):
        return _quoted(file, text, start, stop, text[start])
    if text[found : found + 1] in ("[", "{") and text[start] not in _INDICATORS:
        return _quoted(file, text, start, stop, text[found])
    return None


def _flow_value(text: str, at: int, stop: int) -> int:
    """Where the value begins in which ``stop`` stands, the flow collection having been opened before ``at``."""
    depth, value = 0, at
    for k in range(at, stop):
        character = text[k]
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and (character == "," or (character == ":" and text[k + 1 : k + 2].isspace())):
            value = k + 1
    while value < stop and text[value].isspace():
        value += 1
    return value


def _flow_end(text: str, start: int, stop: int) -> int:
    """Where a value ends that begins at ``start``: before the comma or bracket that is not its own."""
    depth = 0
    for k in range(start, stop):
        character = text[k]
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0 or (depth == 0 and character == ","):
            return k
    return stop


def _closed(text: str, start: int, stop: int) -> bool:
    """Whether what opens at ``start`` is closed before ``stop``."""
    opening, closing = text[start], _CLOSED_BY[text[start]]
    if opening == closing:
        return closing in text[start + 1 : stop]
    depth = 0
    for character in text[start:stop]:
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return True
    return False


def _quoted(file: Anchor, text: str, start: int, stop: int, found: str) -> NeedsQuotes:
    """The fault of a scalar that lacks quotes, with its line as it could stand."""
    while stop > start + 1 and text[stop - 1] in " \t":
        stop -= 1
    written = text[start:stop]
    quoted = f'"{written}"' if not set('"\\') & set(written) else "'" + written.replace("'", "''") + "'"
    fix = text[_line_start(text, start) : start] + quoted + text[stop : _line_end(text, stop)]
    return NeedsQuotes(Site(file, start, stop), written, found, fix.strip())
