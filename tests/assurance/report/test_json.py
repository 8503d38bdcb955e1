import json

from assurance.report import json_
from assurance.verdict import Report


def test_the_shape_is_the_one_of_the_command_line_contract(report: Report) -> None:
    prod, dev = json.loads(json_.render(report))["environments"]
    assert list(prod) == ["name", "promises", "tensions", "weakened", "calendar", "muted"]
    assert [prod["name"], dev["name"]] == ["prod", "dev"]
    assert prod["promises"][0] == {
        "id": "severities.P1.response",
        "section": "Incident Severity Levels",
        "promised": "15 min",
        "proven": "5 min",
        "verdict": "kept",
        "because": "",
        "fix": "",
        "evidence": [
            {
                "template": "assembly-prod/Paging.template.json",
                "logical_id": "P1A1",
                "path": "prod/Paging/P1",
            }
        ],
    }


def test_the_summary_counts_over_all_environments_and_never_unproven_as_kept(
    report: Report,
) -> None:
    summary = json.loads(json_.render(report))["summary"]
    assert summary == {"kept": 2, "broken": 1, "unproven": 1}


def test_tensions_and_weakened_promises_are_told_with_their_reasons(report: Report) -> None:
    prod, dev = json.loads(json_.render(report))["environments"]
    assert prod["tensions"] == [
        {
            "id": "silent-primary",
            "promises": ["on_call.secondary_after", "severities.P1.response"],
            "because": "30 min is later than 15 min",
            "answer": "the secondary is paged after 5 min",
        }
    ]
    assert dev["weakened"] == [
        {
            "promise": "severities.P1.channels",
            "to": "slack, email",
            "because": "nobody is on call for dev",
        }
    ]


def test_an_empty_report_is_still_a_document() -> None:
    assert json.loads(json_.render(Report(()))) == {
        "environments": [],
        "summary": {"kept": 0, "broken": 0, "unproven": 0},
    }
