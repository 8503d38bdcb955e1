"""One gate over what policy tools say: an exception is about its resource, and about no twin."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delivery.policy.__main__ import EXCEPTIONS, read_exceptions
from delivery.policy.finding import Accepted, Exceptions, Finding, judge
from delivery.policy.page import page
from delivery.policy.reading import (
    Acknowledged,
    acknowledged,
    load,
    of_cfn_lint,
    of_checkov,
    of_nag,
)
from promises import InputError, InputErrors

ROOT = Path(__file__).parents[3]
BECAUSE = "It is a lab, and nobody depends on it."
ONE = Finding("R1", "lab", "Data/One/Resource", "is wrong")
TWIN = Finding("R1", "lab", "Data/Two/Resource", "is wrong")
KNOWN = {("a.template.json", "One1234"): "lab/Data/One/Resource"}


def exceptions(*at: str, rule: str = "R1", only: tuple[str, ...] | None = None) -> Exceptions:
    accepted = Accepted(rule=rule, environments=only, at=at, because=BECAUSE)
    return Exceptions(accepted=(accepted,))


def test_an_exception_on_one_resource_leaves_its_twin_reported() -> None:
    judged = judge([ONE, TWIN], exceptions("Data/One/*"))
    assert judged.open == (TWIN,)
    assert not judged.passed


def test_an_exception_of_one_environment_leaves_the_same_resource_of_another_reported() -> None:
    elsewhere = replace(ONE, environment="prod")
    judged = judge([ONE, elsewhere], exceptions("Data/One/*", only=("lab",)))
    assert judged.open == (elsewhere,)


def test_an_environment_that_does_not_need_its_exception_closes_the_gate() -> None:
    judged = judge([ONE], exceptions("Data/One/*", only=("lab", "prod")))
    assert judged.unused == {"R1": ["prod/Data/One/*"]}
    assert "lab, prod only: `Data/One/*`" in page(
        exceptions("Data/One/*", only=("lab", "prod")), ()
    )


def test_what_is_accepted_in_development_alone_is_reported_in_production() -> None:
    place = "Data/Database/Instance"
    found = [Finding("CKV_AWS_157", name, place, "no standby") for name in ("dev", "prod")]
    assert judge(found, read_exceptions(EXCEPTIONS)).open == (found[1],)


def test_an_exception_from_one_rule_is_none_from_another() -> None:
    judged = judge([ONE], exceptions("Data/One/*", rule="R2"))
    assert judged.open == (ONE,)


def test_an_exception_that_nothing_needs_closes_the_gate() -> None:
    judged = judge([ONE], exceptions("Data/One/*", "Data/Gone/*"))
    assert judged.open == ()
    assert judged.unused == {"R1": ["Data/Gone/*"]}
    assert not judged.passed


def test_what_is_accepted_and_found_opens_the_gate() -> None:
    assert judge([ONE, ONE], exceptions("Data/One/*")).passed


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ({"rule": "R", "at": ["*"], "because": BECAUSE}, "names of resources"),
        ({"rule": "R", "at": ["*/*"], "because": BECAUSE}, "names of resources"),
        ({"rule": "R", "at": [], "because": BECAUSE}, "at least 1"),
        ({"rule": "R", "at": ["a"], "because": "so"}, "at least 20"),
        ({"rule": "R", "at": ["a"]}, "because: wanted a value"),
        ({"rule": "R", "environments": [], "at": ["a"], "because": BECAUSE}, "at least 1"),
    ],
)
def test_an_exception_without_place_or_reason_is_refused(
    tmp_path: Path, entry: dict[str, Any], wanted: str
) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text(json.dumps({"accepted": [entry]}))
    with pytest.raises(InputErrors) as refused:
        read_exceptions(file)
    assert wanted in str(refused.value)


def test_each_tool_is_read_into_the_same_form() -> None:
    violation = {
        "ruleName": "R1",
        "description": "is wrong - (Control ID: X).",
        "violatingConstructs": [{"constructPath": "lab/Data/One/Resource"}],
    }
    nag = of_nag({"pluginReports": [{"violations": [violation]}]})
    lint = of_cfn_lint(
        [
            {
                "Filename": "cdk.out/assembly-lab/a.template.json",
                "Location": {"Path": ["Resources", "One1234", "Properties"]},
                "Rule": {"Id": "R1", "ShortDescription": "is wrong"},
            }
        ],
        KNOWN,
    )
    failed = {
        "check_id": "R1",
        "check_name": "is wrong",
        "resource": "AWS::S3::Bucket.One1234",
        "file_path": "/a.template.json",
    }
    checkov = of_checkov({"results": {"failed_checks": [failed]}}, KNOWN)
    assert [*nag, *lint, *checkov] == [ONE, ONE, ONE]


def test_what_is_acknowledged_is_listed_once_for_all_environments() -> None:
    one: dict[str, Any] = {"ruleName": "R1[Resource::*]", "reason": BECAUSE}
    places = [{"constructPath": f"{name}/Data/One"} for name in ("dev", "prod")]
    report = {
        "pluginReports": [
            {"violations": [], "suppressedViolations": [{**one, "violatingConstructs": places}]}
        ]
    }
    found = list(acknowledged(report))
    assert found == [Acknowledged("R1[Resource::*]", "Data/One", BECAUSE)]
    assert f"| R1 | `Data/One` | {BECAUSE} |" in page(exceptions("a"), found)


def test_a_report_that_is_none_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="wanted a report, got No such file"):
        load(tmp_path / "nowhere.json")
    (tmp_path / "half.json").write_text("{")
    with pytest.raises(InputError, match="as JSON"):
        load(tmp_path / "half.json")


def test_the_list_of_exceptions_is_current() -> None:
    """The part that needs no synth; `make policy` holds the whole page to the templates."""
    wanted = page(read_exceptions(EXCEPTIONS), ()).partition("\n## cdk-nag's AwsSolutions")[0]
    shown = (ROOT / "docs" / "exceptions.md").read_text()
    assert shown.startswith(wanted)
