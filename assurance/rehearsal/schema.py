"""The JSON schema of scenario files, from the model that reads them: editors complete by it."""

from __future__ import annotations

import json

from assurance.rehearsal.scenario import Written


def schema() -> str:
    """The schema as scenarios/schema.json holds it."""
    found = Written.model_json_schema()
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return f"{json.dumps(found, indent=1, default=str)}\n"
