"""The analyses of what crosses, flows and passes; what each is made of is imported where a file gives cause to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interlock.api.analysis import DIAGRAM, FUNCTIONS, Analysis, Body, lacking
from interlock.api.section import LEARNS
from interlock_boundaries.kernel_section import GAINS, KERNELS, LATENTS, LAWS, LEAKAGE, SPLITS
from interlock_boundaries.sections import BOUNDARIES
from interlock_swiss_cheese.analyses import PROPAGATION

if TYPE_CHECKING:
    from interlock_boundaries.answer import Membranes
    from interlock_boundaries.bits_answer import Bits
    from interlock_boundaries.channel_answer import SideChannels
    from interlock_boundaries.flow_answer import LabelFlow
    from interlock_boundaries.ground import Ground
    from interlock_boundaries.latent_answer import Latents
    from interlock_boundaries.split_answer import Splits


def _ground() -> Body[Ground]:
    from interlock.api.analysis import Report
    from interlock_boundaries.ground import Ground, ground

    return Body(Ground, lambda results, request: Report(ground(results[DIAGRAM])))


def _membranes() -> Body[Membranes]:
    from interlock_boundaries.answer import Membranes
    from interlock_boundaries.depict import depict
    from interlock_boundaries.membrane_rules import MEMBRANE_RULES
    from interlock_boundaries.membranes import analyse
    from interlock_boundaries.show import show

    return Body(
        Membranes,
        lambda results, request: analyse(results[GROUND]),
        MEMBRANE_RULES,
        show=show,
        depict=depict,
        rest=Membranes(),
    )


def _labels() -> Body[LabelFlow]:
    from interlock_boundaries.flow import analyse, show
    from interlock_boundaries.flow_answer import LabelFlow
    from interlock_boundaries.flow_rules import FLOW_RULES

    return Body(LabelFlow, lambda results, request: analyse(results[GROUND]), FLOW_RULES, show=show, rest=LabelFlow())


def _channels() -> Body[SideChannels]:
    from interlock_boundaries.channel_answer import SideChannels
    from interlock_boundaries.channel_rules import CHANNEL_RULES
    from interlock_boundaries.channels import analyse, show

    return Body(
        SideChannels,
        lambda results, request: analyse(results[GROUND], results[PROPAGATION]),
        CHANNEL_RULES,
        show=show,
        rest=SideChannels(),
    )


def _bits() -> Body[Bits]:
    from interlock_boundaries.bits import analyse
    from interlock_boundaries.bits_answer import Bits
    from interlock_boundaries.bits_picture import depict
    from interlock_boundaries.bits_table import gauges, show
    from interlock_boundaries.kernel_rules import KERNEL_RULES

    return Body(
        Bits,
        lambda results, request: analyse(results[DIAGRAM], results[FUNCTIONS]),
        KERNEL_RULES,
        show=show,
        depict=depict,
        gauges=gauges,
        rest=Bits(),
    )


def _split() -> Body[Splits]:
    from interlock_boundaries.kernel_rules import NOT_TIGHT
    from interlock_boundaries.split import analyse
    from interlock_boundaries.split_answer import Splits
    from interlock_boundaries.split_table import show

    return Body(
        Splits,
        lambda results, request: analyse(results[DIAGRAM], results[FUNCTIONS]),
        (NOT_TIGHT,),
        show=show,
        rest=Splits(),
    )


def _latent() -> Body[Latents]:
    from interlock_boundaries.latent import analyse
    from interlock_boundaries.latent_answer import Latents
    from interlock_boundaries.latent_table import show

    return Body(
        Latents, lambda results, request: analyse(results[DIAGRAM], results[FUNCTIONS]), show=show, rest=Latents()
    )


GROUND: Final = Analysis(
    "flow-graph",
    (DIAGRAM,),
    _ground,
    doc="The diagram and all that is nested in it as one graph on ports: what may come to what, now or later.",
    shown=False,
)
MEMBRANES: Final = Analysis(
    "membranes",
    (DIAGRAM, GROUND),
    _membranes,
    reads=(BOUNDARIES, LEARNS),
    doc="What crosses membranes: wires that are admitted and wires that are not, and where one more barrier closes most.",
    idle=lacking(BOUNDARIES),
)
LABELS: Final = Analysis(
    "labels",
    (GROUND,),
    _labels,
    doc="Which trust and secrecy reaches which port: values spread over all wires, unless an output relabels them.",
    idle=lambda diagram: not diagram.label_keys,
)
SIDE_CHANNELS: Final = Analysis(
    "side-channels",
    (GROUND, PROPAGATION),
    _channels,
    reads=(BOUNDARIES,),
    doc="What gets through membranes without a wire: sources of nondeterminism, and how many bits faults can tell.",
    idle=lacking(BOUNDARIES),
)
BITS: Final = Analysis(
    "bits",
    (DIAGRAM, FUNCTIONS),
    _bits,
    reads=(KERNELS, LAWS, GAINS, LEAKAGE),
    doc="What passes membranes by each wire: Shannon, min-entropy and stated-gain leakage, capacity between bounds.",
    idle=lacking(KERNELS, LAWS, LEAKAGE),
)
SPLIT: Final = Analysis(
    "splits",
    (DIAGRAM, FUNCTIONS),
    _split,
    reads=(SPLITS,),
    doc="Infiltration and exfiltration of Cartesian splits: under a named law, and at most under any.",
    idle=lacking(SPLITS),
)
LATENT: Final = Analysis(
    "latents",
    (DIAGRAM, FUNCTIONS),
    _latent,
    reads=(LATENTS,),
    doc="Which candidates explain why things agree: mediation, redundancy, natural, minimal; and the coslice-product claim.",
    idle=lacking(LATENTS),
)
ANALYSES: Final = (GROUND, MEMBRANES, LABELS, SIDE_CHANNELS, BITS, SPLIT, LATENT)
