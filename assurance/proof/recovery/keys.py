"""Where a key is."""

from __future__ import annotations

from assurance.assembly import Json, Stage
from assurance.proof.paging.sealed import key_of


def region_of_key(stage: Stage, reference: Json) -> str:
    """The Region of a key, of the templates or by its ARN; empty when neither tells."""
    key = key_of(stage, reference)
    if key is not None:
        return key.stack.region
    parts = reference.split(":") if isinstance(reference, str) else []
    return parts[3] if len(parts) > 5 and parts[2] == "kms" else ""
