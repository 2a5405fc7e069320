"""What a campaign does beyond paid notes and ads: ``campaign.tactics``, whose parts the tactics bring themselves.

A tactic's own part stands in its file under ``actors/tactics``; its usual values in ``configs/tactics/NAME.yaml``.
"""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator

from ..param import Part
from ..plugged import Plugged, read_parts

if TYPE_CHECKING:
    from .whole import Config


class TacticConfig(Part):
    """What every tactic's part can say and do beside holding values."""

    strength: ClassVar[str | None] = None  # the key that leaves nothing of it at 0; None: only its money does

    def problems(self, place: str, config: "Config") -> list[str]:  # noqa: ARG002
        """Return a line for each value that the rest of the configuration contradicts; ``place``: the part's path."""
        return []


Tactics = Annotated[dict[str, Any], BeforeValidator(partial(read_parts, "tactic")), Plugged("tactic")]
