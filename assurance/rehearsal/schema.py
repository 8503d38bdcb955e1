"""The JSON schemas of scenario files, from the models that read them: editors complete by them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.scenario import Written
from promises.frozen import Frozen

SCHEMAS: Final[Mapping[str, type[Frozen]]] = {
    "schema.json": Written,
    "baseline.schema.json": Baseline,
}
"""By file in scenarios/ the model of the files that name it."""


def schema(model: type[Frozen]) -> str:
    """The schema as its file holds it."""
    found = model.model_json_schema()
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return f"{json.dumps(found, indent=1, default=str)}\n"
