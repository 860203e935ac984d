"""For every plugin: the mark of a hook, vocabularies, and what a finding or complaint says of itself."""

from __future__ import annotations

import pluggy

from interlock.plugin.function import Function
from interlock.plugin.vocabulary import Vocabulary
from interlock.text.rule import Rule, Severity, page
from interlock.text.say import Sentence, say

hookimpl = pluggy.HookimplMarker("interlock")

__all__ = ["Function", "Rule", "Sentence", "Severity", "Vocabulary", "hookimpl", "page", "say"]
