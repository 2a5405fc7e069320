"""The usual values of what a plan names: ``configs/tactics/NAME.yaml`` for each tactic that has money or a value.

So a plan says only what is its own: ``campaign.ads.split={creators: 0.6, event: 0.4}`` holds an event on the usual
terms, and ``campaign.tactics.coupon.value_cny=30`` gives the usual coupon at another value.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .own_files import read_own
from .registry import plugins
from .roots import list_choices
from .settings import merged

GROUP = "tactics"  # the folder of configs


def with_usual_terms(plain: dict[str, Any], folders: Iterable[Path]) -> dict[str, Any]:
    """Return a configuration, plain, whose tactics have all their values; an own folder's files come first."""
    campaign = plain.get("campaign")
    if not isinstance(campaign, dict) or not isinstance(campaign.get("tactics"), dict):
        return plain
    tactics, where = campaign["tactics"], tuple(folders)
    named = [*tactics, *(name for name in _paid(campaign) if name not in tactics)]
    whole = {name: _whole(name, tactics.get(name, {}), where) for name in named}
    return {**plain, "campaign": {**campaign, "tactics": whole}}


def every_tactic(config_dir: Path | None = None) -> str:
    """Return the override that puts every tactic there that has usual values."""
    known = plugins()["tactic"]
    return f"{GROUP}=[{','.join(name for name in list_choices(config_dir)[GROUP] if name in known)}]"


def _paid(campaign: dict[str, Any]) -> list[str]:
    """Return the tactics for which there is money."""
    ads, contract = campaign.get("ads"), campaign.get("contract")
    split = ads.get("split") if isinstance(ads, dict) else None
    kinds = contract.get("kinds") if isinstance(contract, dict) else None
    weights = {**(split if isinstance(split, dict) else {}), **(kinds if isinstance(kinds, dict) else {})}
    known = plugins()["tactic"]
    return [name for name, weight in weights.items() if name in known and _is_some(weight)]


def _is_some(weight: Any) -> bool:
    """Say whether a weight is more than nothing; what is no number is for the schema to refuse."""
    try:
        return float(weight) > 0.0
    except (TypeError, ValueError):
        return False


def _whole(name: str, own: Any, folders: tuple[Path, ...]) -> Any:
    if not isinstance(own, dict):
        return own
    file = next((file for folder in folders if (file := folder / GROUP / f"{name}.yaml").is_file()), None)
    return own if file is None else merged(read_own(file), own)
