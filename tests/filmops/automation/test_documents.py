"""The documents themselves: schema, references, and what AWS knows of the calls they make."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from filmops.automation.document import Document, Output, Parameter, Step
from filmops.automation.fail_back_media import WayBack, fail_back_media
from filmops.automation.promote_replica import promote_replica
from filmops.automation.redrive_dead_letters import redrive_dead_letters
from filmops.automation.replicate_failed_media import replicate_failed_media
from filmops.automation.restore_beside import restore_beside
from filmops.automation.restore_in_recovery import restore_in_recovery
from filmops.automation.restored import Target
from filmops.automation.steps import Approval

ROLE = "arn:aws:iam::111122223333:role/one"
APPROVAL = Approval(ROLE, "arn:aws:sns:us-west-2:111122223333:approvals")
TARGET = Target(
    database="films",
    instance="db.r6g.large",
    standby=True,
    subnet_group="films",
    parameter_group="films-postgres17",
    security_group="sg-1",
    key="arn:aws:kms:us-west-2:111122223333:key/1",
    retention=timedelta(days=35),
    rto=timedelta(hours=4),
)
WAY = WayBack("111122223333", "films-there", "films-here", "us-east-1", ROLE, ROLE)
DOCUMENTS = [
    restore_in_recovery("restore-in-recovery", TARGET, APPROVAL),
    restore_beside("restore-beside", TARGET),
    promote_replica("promote-replica", TARGET, APPROVAL),
    fail_back_media("fail-back-media", WAY, APPROVAL),
    replicate_failed_media(
        "replicate-failed-media", account="111122223333", bucket="arn:aws:s3:::films", role=ROLE
    ),
    redrive_dead_letters("redrive-dead-letters", "arn:aws:sqs:us-east-1:111122223333:", ["jobs"]),
]
each = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)

# The parts of schema 0.3 that we write
# (https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents-reference.html).
STEP = {
    "type": "object",
    "required": ["name", "action", "inputs"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "pattern": "^[a-zA-Z0-9_]{1,128}$"},
        "action": {"enum": [f"aws:{one}" for one in (
            "executeAwsApi", "approve", "branch", "sleep",
            "waitForAwsResourceProperty", "assertAwsResourceProperty",
        )]},
        "description": {"type": "string", "minLength": 10},
        "onFailure": {"enum": ["Abort", "Continue"]},
        "timeoutSeconds": {"type": "integer", "maximum": 2592000},
        "inputs": {"type": "object", "minProperties": 1},
        "outputs": {"type": "array", "items": {
            "type": "object",
            "required": ["Name", "Selector", "Type"],
            "properties": {
                "Name": {"pattern": "^[a-zA-Z0-9_-]{3,128}$"},
                "Selector": {"pattern": r"^\$\."},
                "Type": {"enum": ["String", "Integer", "Boolean", "StringList"]},
            },
        }},
        "nextStep": {"type": "string"},
        "isEnd": {"const": True},
    },
}  # fmt: skip
SCHEMA = {
    "type": "object",
    "required": ["schemaVersion", "description", "assumeRole", "mainSteps"],
    "properties": {
        "schemaVersion": {"const": "0.3"},
        "description": {"type": "string", "minLength": 50},
        "parameters": {"additionalProperties": {"required": ["type", "description"]}},
        "mainSteps": {"type": "array", "minItems": 1, "items": STEP},
        "outputs": {"type": "array", "items": {"pattern": r"^\w+\.\w+$"}},
    },
}
CONTROL = {"Service", "Api", "PropertySelector", "DesiredValues"}


def steps(document: Document) -> list[dict[str, Any]]:
    return json.loads(json.dumps(document.content(ROLE)))["mainSteps"]


def calls(document: Document) -> Iterator[dict[str, Any]]:
    for step in steps(document):
        if "Api" in step["inputs"]:
            yield step["inputs"]


@each
def test_it_is_of_schema_0_3(document: Document) -> None:
    jsonschema.validate(json.loads(json.dumps(document.content(ROLE))), SCHEMA)


@each
def test_every_call_is_one_that_aws_has_with_members_it_knows(document: Document) -> None:
    for inputs in calls(document):
        given = {name: value for name, value in inputs.items() if name not in CONTROL}
        if "RestoreTime" in given:  # Automation puts the parameter's text there
            given["RestoreTime"] = "2026-11-23T09:10:00Z"
        assert faults(inputs["Service"], inputs["Api"], given) == ""


def faults(service: str, api: str, given: dict[str, Any]) -> str:
    """What the SDK's own model of the API finds wrong with a request."""
    model = ServiceModel(Loader().load_service_model(service, "service-2"))
    shape: Any = model.operation_model(api).input_shape
    unknown = set(given) - set(shape.members)
    return f"{unknown}" if unknown else ParamValidator().validate(given, shape).generate_report()


@each
def test_the_way_through_it_leads_to_its_end(document: Document) -> None:
    found = steps(document)
    names = [step["name"] for step in found]
    assert len(set(names)) == len(names)
    assert [step["name"] for step in found if step.get("isEnd")] == names[-1:]
    for place, step in enumerate(found):
        ahead = [step["nextStep"]] if "nextStep" in step else []
        if step["action"] == "aws:branch":
            ahead = [one["NextStep"] for one in step["inputs"]["Choices"]]
            ahead.append(step["inputs"]["Default"])
        assert all(names.index(name) > place for name in ahead)


@each
def test_a_step_that_fails_ends_it(document: Document) -> None:
    for step in steps(document):
        assert step["action"] == "aws:branch" or step["onFailure"] == "Abort"


@each
def test_nothing_is_deleted_but_the_way_back(document: Document) -> None:
    deleted = [call["Api"] for call in calls(document) if "Delete" in call["Api"]]
    assert deleted in ([], ["DeleteBucketReplication"])


@each
def test_a_description_says_what_happens_and_fits_the_console(document: Document) -> None:
    assert len(document.description) <= 500
    assert document.description.endswith(".")


def step(**inputs: object) -> Step:
    return Step("one", "aws:executeAwsApi", inputs, ends=True)


@pytest.mark.parametrize("hours", [2, 4])
def test_a_restore_is_waited_for_as_long_as_a_recovery_may_take(hours: int) -> None:
    document = restore_beside("restore-beside", replace(TARGET, rto=timedelta(hours=hours)))
    waited = {step["name"]: step.get("timeoutSeconds") for step in steps(document)}
    assert waited["wait"] == hours * 3600


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="step one reads Missing"):
        Document("lab", "", (step(Name="{{ Missing }}"),))


def test_a_reference_to_a_later_step_is_refused() -> None:
    later = Step("two", "aws:sleep", {}, outputs=(Output("Out", "$.A"),), ends=True)
    with pytest.raises(ValueError, match=r"step one reads two\.Out"):
        Document("lab", "", (step(Deep=[{"A": "{{ two.Out }}"}]), later))


def test_a_parameter_and_what_automation_has_by_itself_may_be_read() -> None:
    told = step(A="{{ Said }}", B="{{ automation:EXECUTION_ID }}")
    Document("lab", "", (told,), (Parameter("Said", "A word"),))


def test_an_output_of_no_step_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no step has the outputs \{'one\.Out'\}"):
        Document("lab", "", (step(A="1"),), outputs=("one.Out",))


def test_a_document_that_does_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="does not end"):
        Document("lab", "", (Step("one", "aws:sleep", {}),))
