"""Provenance: what made the numbers of a page, and the commands that make them again."""

import shlex
from collections.abc import Sequence
from typing import Any

from .evidence import Evidence, Provenance
from .words import Words


def provenance_facts(evidence: Evidence, provenance: Provenance, words: Words) -> list[tuple[str, str]]:
    """Label and value of all that is needed to run this again."""
    runs = provenance.finished
    minutes = sum(float(m.get("wall_s") or 0) for m in runs) / 60
    peak = max((float(m.get("peak_mb") or 0) for m in runs), default=0.0)
    versions = {f"{name} {version}" for m in runs for name, version in (m.get("versions") or {}).items()}
    seeds = sorted({int(m["seed"]) for m in runs})
    cost = words.say("provenance_cost_value", minutes=words.number(minutes), mb=words.number(peak))
    digests = dict.fromkeys(str(m.get("config_digest")) for m in runs)
    read = {name: digest for m in runs for name, digest in (m.get("inputs") or {}).items()}
    inputs = [f"{name} (sha256 {digest[:12]})" for name, digest in sorted(read.items())]
    return [
        (words.say("provenance_experiment"), evidence.experiment),
        (words.say("provenance_replay"), shlex.join(["xhs-sim", "replay", provenance.folder])),
        *([(words.say("provenance_command"), shlex.join(provenance.command))] if provenance.command else []),
        (words.say("provenance_commit"), _one_or_many(runs, "commit", words)),
        (words.say("provenance_versions"), words.say("comma").join(sorted(versions))),
        (words.say("provenance_seeds"), words.say("comma").join(map(str, seeds))),
        (words.say("provenance_digest"), words.say("comma").join(digests)),
        *([(words.say("provenance_inputs"), words.say("comma").join(inputs))] if inputs else []),
        (words.say("provenance_cost"), cost),
    ]


def _one_or_many(runs: Sequence[Any], key: str, words: Words) -> str:
    found = {str(m.get(key)) for m in runs if m.get(key)}
    if len(found) > 1:
        return words.say("provenance_mixed", n=len(found))
    return next(iter(found), words.say("provenance_unknown"))
