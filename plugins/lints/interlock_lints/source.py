"""The sources that patterns cite: the key by which a finding names each, and its words on a page."""

from __future__ import annotations

from typing import Final

from interlock.api.record import NamedTuple


class Source(NamedTuple):
    """A published source: its key, and who wrote what."""

    key: str
    words: str

    def __str__(self) -> str:
        """As it stands on a page."""
        return f"{self.words}, {self.key}" if self.key.startswith("arXiv:") else self.words


BAKER: Final = Source(
    "arXiv:2503.11926",
    "B. Baker and others, Monitoring Reasoning Models for Misbehavior and the Risks of Promoting Obfuscation (2025)",
)
CLARK: Final = Source(
    "Clark and Wilson 1987",
    "D. Clark and D. Wilson, A Comparison of Commercial and Military Computer Security Policies, IEEE Symposium on Security "
    "and Privacy (1987)",
)
CLASSIFIERS: Final = Source(
    "arXiv:2601.04603",
    "Constitutional Classifiers++: Efficient Production-Grade Defenses against Universal Jailbreaks (2026)",
)
CONTROL: Final = Source(
    "arXiv:2312.06942",
    "R. Greenblatt, B. Shlegeris and others, AI Control: Improving Safety Despite Intentional Subversion (2023)",
)
DREXLER: Final = Source("Drexler 2023", "K. E. Drexler, The Open Agency Model (2023)")
EVERITT: Final = Source(
    "arXiv:2102.01685",
    "T. Everitt, R. Carey, E. Langlois, P. Ortega and S. Legg, Agent Incentives: A Causal Perspective (2021)",
)
HASKINS: Final = Source(
    "arXiv:2605.15257",
    "R. Haskins, B. Chughtai and J. Engels, Training on Documents About Monitoring Leads to CoT Obfuscation (2026)",
)
KIM: Final = Source("Kim and others 2025", "E. Kim and others, Correlated Errors in Large Language Models (2025)")
KWA: Final = Source(
    "arXiv:2407.14503",
    "T. Kwa, D. Thomas and A. Garriga-Alonso, Catastrophic Goodhart: Regularizing RLHF with KL Divergence Does Not Mitigate "
    "Heavy-Tailed Reward Misspecification (2024)",
)
LATER: Final = Source(
    "arXiv:2512.13526",
    "A. C. Stickland and others, Async Control: Stress-testing Asynchronous Control Measures for LLM Agents (2025)",
)
SHARED: Final = Source(
    "arXiv:2510.11235",
    "AI Alignment Strategies from a Risk Perspective: Independent Safety Mechanisms or Shared Failures? (2025)",
)
UNTRUSTED: Final = Source(
    "arXiv:2602.20628",
    "N. Gardner-Challis and others, When Can We Trust Untrusted Monitoring? A Safety Case Sketch Across Collusion Strategies "
    "(2026)",
)
