"""A small report with everything in it: kept, broken, unproven, a tension, a weakened promise."""

import pytest

from assurance.verdict import EnvironmentReport, Evidence, Proof, Report, Verdict
from environments import Weakening
from promises import Tension

SEVERITIES = "Incident Severity Levels"
OBJECTIVES = "Service Level Objectives"

KEPT = Proof(
    id="severities.P1.response",
    section=SEVERITIES,
    promised="15 min",
    proven="5 min",
    verdict=Verdict.KEPT,
    because="",
    fix="",
    evidence=(Evidence("assembly-prod/Paging.template.json", "P1A1", "prod/Paging/P1"),),
)
BROKEN = Proof(
    id="severities.P1.channels",
    section=SEVERITIES,
    promised="pagerduty, sms",
    proven="pagerduty",
    verdict=Verdict.BROKEN,
    because="P1 has no [sms] | ask @ops\nsee #12",
    fix="subscribe an SMS number to P1",
    evidence=(
        Evidence("assembly-prod/Paging.template.json", "P1A1", "prod/Paging/P1"),
        Evidence("assembly-prod/Recovery Paging.template.json", "P1B2", "prod/RecoveryPaging/P1"),
    ),
)
UNPROVEN = Proof(
    id="slos.api.availability",
    section=OBJECTIVES,
    promised="99.9 %",
    proven="",
    verdict=Verdict.UNPROVEN,
    because="only a deployed account can show it",
    fix="",
)
TENSION = Tension(
    id="silent-primary",
    promises=("on_call.secondary_after", "severities.P1.response"),
    because="30 min is later than 15 min",
    answer="the secondary is paged after 5 min",
)
WEAKENING = Weakening(
    promise="severities.P1.channels", to=["slack", "email"], because="nobody is on call for dev"
)


@pytest.fixture
def report() -> Report:
    return Report(
        (
            EnvironmentReport("prod", (KEPT, BROKEN, UNPROVEN), tensions=(TENSION,)),
            EnvironmentReport("dev", (KEPT,), weakened=(WEAKENING,)),
        )
    )
