"""What a recovery adds up to, as people, programs and pull requests get it."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.console import Console

from assurance.estimate import (
    Estimate,
    Failure,
    Objective,
    Origin,
    Source,
    Standing,
    Subject,
    Term,
)
from assurance.report import json_, markdown, text
from assurance.verdict import EnvironmentReport, Proof, Report, Verdict

MINUTE = timedelta(minutes=1)
ADDRESS = "https://docs.example/pit"
LOGS = Term("log copies", 5 * MINUTE, Source(Origin.PUBLISHED, "every 5 min [red]", ADDRESS))
COPY = Term("copy", None, Source(Origin.TEMPLATE, "no limit", "Database Region"), Standing.OPEN)
LATE = Term("late", 3 * MINUTE, Source(Origin.PROMISE, "told", "alerting.delay"), beside=True)
POINT = Estimate(
    id="recovery.rpo.database.region",
    failure=Failure.REGION,
    subject=Subject.DATABASE,
    objective=Objective.RPO,
    promise="recovery.rpo",
    promised=60 * MINUTE,
    terms=(LOGS, COPY),
)
DONE = replace(
    POINT, id="recovery.rto.database.region", objective=Objective.RTO, terms=(LOGS, LATE)
)
PROOFS = tuple(
    Proof(one.id, "Disaster Recovery", "1 h", proven, one.verdict, "because", "")
    for one, proven in ((POINT, "5 min + copy"), (DONE, "8 min"))
)


@pytest.fixture
def report() -> Report:
    return Report((EnvironmentReport("prod", PROOFS, estimates=(POINT, DONE)),))


def shown(report: Report, width: int = 100) -> str:
    return text.render(report, Console(file=io.StringIO(), width=width))


def test_each_way_to_fail_has_a_row_for_each_objective(report: Report) -> None:
    lines = [" ".join(line.split()) for line in shown(report).splitlines()]
    assert "database: Region lost RPO 1 h 5 min + copy unproven" in lines
    assert "RTO 1 h 8 min 52 min kept" in lines


def test_the_terms_name_their_source_and_the_weakest_link_is_marked(report: Report) -> None:
    lines = [" ".join(line.split()) for line in shown(report).splitlines()]
    assert "log copies 5 min published every 5 min [red] [1]" in lines
    assert "> copy ? template no limit (Database Region)" in lines
    assert "late* 3 min promise told (alerting.delay)" in lines
    assert f"[1] {ADDRESS}" in lines


@pytest.mark.parametrize("width", [80, 100])
def test_nothing_is_wider_than_the_terminal(report: Report, width: int) -> None:
    assert max(map(len, shown(report, width).splitlines())) <= width


def test_programs_get_the_terms_beside_the_contracts_keys(report: Report) -> None:
    [prod] = json.loads(json_.render(report))["environments"]
    point, done = prod["promises"]
    assert (point["margin_minutes"], done["margin_minutes"]) == (None, 52)
    assert point["terms"][1] == {
        "name": "copy",
        "minutes": None,
        "standing": "open",
        "beside": False,
        "weakest": True,
        "source": {"origin": "template", "said": "no limit", "place": "Database Region"},
    }
    assert list(point)[:8] == [
        "id",
        "section",
        "promised",
        "proven",
        "verdict",
        "because",
        "fix",
        "evidence",
    ]


def test_a_pull_request_gets_the_table(report: Report) -> None:
    lines = markdown.render(report).splitlines()
    assert "| Way to fail |  | Promised | Proven | Margin | Verdict |" in lines
    assert "| database: Region lost | RPO | 1 h | 5 min + copy |  | unproven |" in lines


@pytest.mark.parametrize(
    ("terms", "known", "verdict", "weakest"),
    [
        pytest.param((LOGS,), 5, Verdict.KEPT, "log copies", id="kept"),
        pytest.param(
            (LOGS, replace(LOGS, name="more", time=55 * MINUTE)),
            60,
            Verdict.KEPT,
            "more",
            id="just",
        ),
        pytest.param(
            (LOGS, replace(LOGS, name="more", time=56 * MINUTE)),
            61,
            Verdict.BROKEN,
            "more",
            id="a minute too much",
        ),
        pytest.param((LOGS, COPY), 5, Verdict.UNPROVEN, "copy", id="open"),
        pytest.param(
            (LOGS, replace(COPY, time=56 * MINUTE)), 5, Verdict.BROKEN, "copy", id="open, too much"
        ),
        pytest.param(
            (COPY, replace(COPY, name="lost", standing=Standing.ENDLESS)),
            0,
            Verdict.BROKEN,
            "lost",
            id="no end",
        ),
        pytest.param(
            (LATE, replace(LATE, name="longer", time=7 * MINUTE), LOGS),
            12,
            Verdict.KEPT,
            "longer",
            id="beside each other",
        ),
        pytest.param(
            (replace(COPY, beside=True), LATE, LOGS),
            5,
            Verdict.UNPROVEN,
            "copy",
            id="beside an open",
        ),
    ],
)
def test_terms_add_up_to_a_verdict(
    terms: tuple[Term, ...], known: int, verdict: Verdict, weakest: str
) -> None:
    estimate = replace(POINT, terms=terms)
    assert (estimate.known, estimate.verdict) == (known * MINUTE, verdict)
    assert estimate.weakest.name == weakest
