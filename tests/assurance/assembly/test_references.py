"""What references mean: each intrinsic resolved, or left as a token that can be read."""

from pathlib import Path

import pytest

from assurance.assembly import Resource, read_assembly
from tests.assurance.lab import ACCOUNT, ELSEWHERE, REGION, Template, resources, write_stack

TOPIC: Template = {"Type": "AWS::SNS::Topic", "Properties": {}}
NAMED = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "p1"}}
QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}}


def probe(value: object) -> Template:
    return {"Type": "Lab::Probe", "Properties": {"Value": value}}


def read(folder: Path, logical_id: str = "Probe") -> Resource:
    stages = read_assembly(folder).stages
    found = (one for stage in stages for one in stage.resources())
    return next(one for one in found if one.logical_id == logical_id)


def value_of(folder: Path, template: Template, value: object) -> object:
    template["Resources"]["Probe"] = probe(value)
    write_stack(folder, "app", template)
    return read(folder).properties.get("Value")


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ({"Ref": "AWS::Region"}, REGION),
        ({"Ref": "AWS::AccountId"}, ACCOUNT),
        ({"Ref": "AWS::Partition"}, "aws"),
        ({"Ref": "AWS::StackName"}, "app"),
        ({"Ref": "Topic"}, "${app.Topic}"),
        ({"Fn::GetAtt": ["Topic", "TopicArn"]}, "${app.Topic}"),
        ({"Fn::GetAtt": "Topic.TopicName"}, "${app.Topic.TopicName}"),
        ({"Ref": "Named"}, f"arn:aws:sns:{REGION}:{ACCOUNT}:p1"),
        ({"Fn::GetAtt": ["Named", "TopicName"]}, "p1"),
        ({"Ref": "Queue"}, f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/jobs"),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, f"arn:aws:sqs:{REGION}:{ACCOUNT}:jobs"),
        (
            {"Fn::Sub": "${Topic} in ${AWS::Region}, ${!kept}"},
            f"${{app.Topic}} in {REGION}, ${{kept}}",
        ),
        (
            {"Fn::Sub": ["${who}-${Queue.QueueName}", {"who": {"Ref": "Topic"}}]},
            "${app.Topic}-jobs",
        ),
        ({"Fn::Join": ["-", ["a", {"Ref": "Topic"}, 3, True]]}, "a-${app.Topic}-3-true"),
        ({"Fn::Select": ["1", {"Fn::Split": [":", "a:b:c"]}]}, "b"),
        ({"Fn::Select": [0, {"Fn::Split": [":", {"Ref": "Named"}]}]}, "arn"),
        ({"Fn::Base64": "hello"}, "aGVsbG8="),
        ({"Fn::ToJsonString": {"b": 1, "a": {"Ref": "AWS::Region"}}}, f'{{"a":"{REGION}","b":1}}'),
        ({"Fn::Length": [1, 2, 3]}, 3),
        (["a", {"Ref": "AWS::NoValue"}], ["a"]),
        ({"a": {"Ref": "AWS::NoValue"}, "b": 1}, {"b": 1}),
        (
            "{{resolve:secretsmanager:key:SecretString:a::}}",
            "{{resolve:secretsmanager:key:SecretString:a::}}",
        ),
    ],
)
def test_an_intrinsic_is_resolved_as_far_as_it_can_be(
    tmp_path: Path, written: object, means: object
) -> None:
    template = resources(Topic=TOPIC, Named=NAMED, Queue=QUEUE)
    assert value_of(tmp_path, template, written) == means


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ({"Fn::Cidr": ["10.0.0.0/16", 6, 8]}, '${Fn::Cidr(["10.0.0.0/16",6,8])}'),
        ({"Fn::Unheard": {"Ref": "AWS::Region"}}, f'${{Fn::Unheard("{REGION}")}}'),
        ({"Fn::ImportValue": "nobody"}, '${Fn::ImportValue("nobody")}'),
        ({"Fn::Select": [0, {"Ref": "Topic"}]}, '${Fn::Select([0,"${app.Topic}"])}'),
        ({"Fn::Split": [":", {"Ref": "Topic"}]}, '${Fn::Split([":","${app.Topic}"])}'),
        ({"Ref": "Gone"}, "${app.Gone}"),
    ],
)
def test_what_only_the_deployment_knows_stays_a_visible_token(
    tmp_path: Path, written: object, shown: str
) -> None:
    assert value_of(tmp_path, resources(Topic=TOPIC), written) == shown


@pytest.mark.parametrize(
    ("parameter", "means"),
    [
        ({"Type": "String", "Default": "blue"}, "blue"),
        ({"Type": "CommaDelimitedList", "Default": "a, b"}, ["a", "b"]),
        ({"Type": "String"}, "${app.P}"),
        ({"Type": "String", "Default": "hush", "NoEcho": True}, "${app.P}"),
        (
            {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/api/name"},
            "{{resolve:ssm:/api/name}}",
        ),
    ],
)
def test_a_parameter_means_its_default_unless_that_is_not_its_value(
    tmp_path: Path, parameter: object, means: object
) -> None:
    template = {**resources(), "Parameters": {"P": parameter}}
    assert value_of(tmp_path, template, {"Ref": "P"}) == means


@pytest.mark.parametrize(
    ("condition", "means"),
    [
        ({"Fn::Equals": [{"Ref": "AWS::Region"}, REGION]}, "yes"),
        ({"Fn::Equals": [{"Ref": "AWS::Region"}, ELSEWHERE]}, "no"),
        ({"Fn::Not": [{"Fn::Equals": ["a", "b"]}]}, "yes"),
        ({"Fn::And": [{"Fn::Equals": ["a", "a"]}, {"Fn::Equals": ["a", "b"]}]}, "no"),
        ({"Fn::And": [{"Fn::Equals": ["a", "b"]}, {"Fn::Equals": [{"Ref": "P"}, "x"]}]}, "no"),
        ({"Fn::Or": [{"Fn::Equals": ["a", "a"]}, {"Fn::Equals": [{"Ref": "P"}, "x"]}]}, "yes"),
        ({"Condition": "Other"}, "yes"),
        ({"Fn::Equals": [{"Ref": "P"}, "x"]}, '${Fn::If(["C","yes","no"])}'),
    ],
)
def test_a_condition_chooses_unless_only_the_deployment_can(
    tmp_path: Path, condition: object, means: str
) -> None:
    template = {
        **resources(),
        "Parameters": {"P": {"Type": "String"}},
        "Conditions": {"C": condition, "Other": {"Fn::Equals": ["a", "a"]}},
    }
    assert value_of(tmp_path, template, {"Fn::If": ["C", "yes", "no"]}) == means


def test_a_resource_whose_condition_is_false_is_not_deployed(tmp_path: Path) -> None:
    conditions = {"Never": {"Fn::Equals": ["a", "b"]}, "Maybe": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
    template = {
        **resources(Gone={**TOPIC, "Condition": "Never"}, Topic={**TOPIC, "Condition": "Maybe"}),
        "Parameters": {"P": {"Type": "String"}},
        "Conditions": conditions,
    }
    write_stack(tmp_path, "app", template)
    [stage] = read_assembly(tmp_path).stages
    assert [(one.logical_id, one.condition) for one in stage.resources()] == [("Topic", "Maybe")]


def test_a_map_is_looked_up_and_its_default_used_when_the_key_is_missing(tmp_path: Path) -> None:
    template = {**resources(), "Mappings": {"Sizes": {REGION: {"api": "large"}}}}
    found = {"Fn::FindInMap": ["Sizes", {"Ref": "AWS::Region"}, "api"]}
    missing = {"Fn::FindInMap": ["Sizes", ELSEWHERE, "api", {"DefaultValue": "small"}]}
    assert value_of(tmp_path, template, [found, missing]) == ["large", "small"]


def test_an_import_means_what_another_stack_of_the_region_exports(tmp_path: Path) -> None:
    topic = {"Value": {"Ref": "Topic"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}:topic"}}}
    write_stack(tmp_path, "paging", {**resources(Topic=TOPIC), "Outputs": {"Topic": topic}})
    write_stack(tmp_path, "app", resources(Probe=probe({"Fn::ImportValue": "paging:topic"})))
    assert read(tmp_path).properties["Value"] == "${paging.Topic}"


def test_an_import_never_crosses_into_another_region(tmp_path: Path) -> None:
    topic = {"Value": {"Ref": "Topic"}, "Export": {"Name": "topic"}}
    exporting = {**resources(Topic=TOPIC), "Outputs": {"Topic": topic}}
    write_stack(tmp_path, "paging", exporting, region=ELSEWHERE)
    write_stack(tmp_path, "app", resources(Probe=probe({"Fn::ImportValue": "topic"})))
    assert read(tmp_path).properties["Value"] == '${Fn::ImportValue("topic")}'


def test_a_stack_output_is_read_across_regions_by_the_stack_s_name(tmp_path: Path) -> None:
    exporting = {**resources(Named=NAMED), "Outputs": {"Topic": {"Value": {"Ref": "Named"}}}}
    write_stack(tmp_path, "paging", exporting, region=ELSEWHERE)
    wanted = {"StackName": "paging", "Region": ELSEWHERE, "OutputName": "Topic"}
    write_stack(tmp_path, "app", resources(Probe=probe({"Fn::GetStackOutput": wanted})))
    assert read(tmp_path).properties["Value"] == f"arn:aws:sns:{ELSEWHERE}:{ACCOUNT}:p1"


@pytest.mark.parametrize("reference", ["${app.Topic}", "${app.Topic.TopicName}"])
def test_a_reference_leads_back_to_its_resource(tmp_path: Path, reference: str) -> None:
    write_stack(tmp_path, "app", resources(Topic=TOPIC))
    [stage] = read_assembly(tmp_path).stages
    found = stage.resource(reference)
    assert found is not None
    assert found.logical_id == "Topic"


def test_an_arn_and_a_url_lead_back_to_their_resource(tmp_path: Path) -> None:
    write_stack(tmp_path, "app", resources(Queue=QUEUE))
    [stage] = read_assembly(tmp_path).stages
    for text in (
        f"arn:aws:sqs:{REGION}:{ACCOUNT}:jobs",
        f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/jobs",
    ):
        found = stage.resource(text)
        assert found is not None, text
        assert found.logical_id == "Queue"
    assert stage.resource(f"arn:aws:sqs:{ELSEWHERE}:{ACCOUNT}:jobs") is None
