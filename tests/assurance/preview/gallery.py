"""An assembly with every kind of widget, and alarms that the data are held to."""

import json
from pathlib import Path

from tests.assurance.lab import ELSEWHERE, Template, write_stack, write_stage

BOARDS = Path(__file__).parent / "boards"


def read(name: str) -> Template:
    return json.loads((BOARDS / f"{name}.json").read_text())


def dashboard(name: str, body: object) -> Template:
    written = body if isinstance(body, str) else json.dumps(body)
    properties = {"DashboardName": name, "DashboardBody": written}
    return {"Type": "AWS::CloudWatch::Dashboard", "Properties": properties}


def write_gallery(folder: Path) -> Path:
    """Production with four dashboards in two stacks and two Regions, and a bare staging."""
    prod, staging = write_stage(folder, "prod"), write_stage(folder, "staging")
    monitoring = {
        **read("alarms"),
        "OverviewBoard": dashboard("films-prod-overview", read("overview")),
        "ApiBoard": dashboard("films-prod-api", read("api")),
    }
    recovery = {
        "Media": dashboard("films-prod-media", read("media")),
        "Odd": dashboard("films-prod-odd", read("odd")),
    }
    bare = {"Overview": dashboard("films-staging", {"widgets": read("overview")["widgets"][:1]})}
    write_stack(prod, "prod-Monitoring", {"Resources": monitoring})
    write_stack(prod, "prod-Recovery", {"Resources": recovery}, region=ELSEWHERE)
    write_stack(staging, "staging-Monitoring", {"Resources": bare})
    return folder
