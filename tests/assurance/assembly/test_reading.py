"""Any cloud assembly: stages, nested stacks, foreign folders, and folders that cannot be used."""

import json
from pathlib import Path

import pytest

from assurance.assembly import read_assembly
from promises import InputErrors
from tests.assurance.lab import (
    ACCOUNT,
    ELSEWHERE,
    REGION,
    Template,
    resources,
    write_assets,
    write_stack,
    write_stage,
)

TOPIC: Template = {"Type": "AWS::SNS::Topic", "Properties": {}}


def test_every_stage_is_an_environment_of_its_own(tmp_path: Path) -> None:
    for name in ("dev", "prod"):
        write_stack(write_stage(tmp_path, name), f"{name}-app", resources(Topic=TOPIC))
    stages = read_assembly(tmp_path).stages
    assert {stage.name: [stack.name for stack in stage.stacks] for stage in stages} == {
        "dev": ["dev-app"],
        "prod": ["prod-app"],
    }


def test_without_stages_the_assembly_is_one_environment_named_by_what_is_there(
    tmp_path: Path,
) -> None:
    write_stack(tmp_path / "one", "shop", resources())
    assert [stage.name for stage in read_assembly(tmp_path / "one").stages] == ["shop"]
    for name in ("shop", "cellar"):
        write_stack(tmp_path / "two", name, resources())
    assert [stage.name for stage in read_assembly(tmp_path / "two").stages] == [ACCOUNT]


def test_a_stack_that_leaves_its_place_to_the_deployment_says_so(tmp_path: Path) -> None:
    place = {"environment": "aws://unknown-account/unknown-region"}
    write_stack(tmp_path, "app", resources(Topic=TOPIC), **place)
    [stage] = read_assembly(tmp_path).stages
    [stack] = stage.stacks
    assert (stack.account, stack.region) == ("${AWS::AccountId}", "${AWS::Region}")


def test_stacks_of_one_name_in_two_regions_keep_their_references_apart(tmp_path: Path) -> None:
    for region in (REGION, ELSEWHERE):
        properties = {"templateFile": f"app-{region}.template.json", "stackName": "app"}
        template = resources(Topic=TOPIC)
        write_stack(tmp_path, f"app-{region}", template, region=region, properties=properties)
    [stage] = read_assembly(tmp_path).stages
    found = [stage.resource(f"${{app-{region}.Topic}}") for region in (REGION, ELSEWHERE)]
    assert [one.stack.region for one in found if one] == [REGION, ELSEWHERE]


def nested(parameter: object = "handed down") -> tuple[Template, Template]:
    """A parent that hands a value down and reads one back."""
    inner = {
        **resources(Topic={**TOPIC, "Properties": {"DisplayName": {"Ref": "Given"}}}),
        "Parameters": {"Given": {"Type": "String"}},
        "Outputs": {"Topic": {"Value": {"Ref": "Topic"}}},
    }
    properties = {
        "TemplateURL": "https://s3/assets/abc123.json",
        "Parameters": {"Given": parameter},
    }
    probe = {"Value": {"Fn::GetAtt": ["Nest", "Outputs.Topic"]}}
    outer = resources(
        Nest={"Type": "AWS::CloudFormation::Stack", "Properties": properties},
        Probe={"Type": "Lab::Probe", "Properties": probe},
    )
    return outer, inner


@pytest.mark.parametrize("by", ["metadata", "hash"])
def test_a_nested_stack_reads_its_parent_and_is_read_by_it(tmp_path: Path, by: str) -> None:
    outer, inner = nested()
    (tmp_path / "inner.json").write_text(json.dumps(inner))
    if by == "metadata":
        outer["Resources"]["Nest"]["Metadata"] = {"aws:asset:path": "inner.json"}
    write_stack(tmp_path, "app", outer)
    if by == "hash":
        write_assets(tmp_path, "app", {"abc123": "inner.json"})
    [stage] = read_assembly(tmp_path).stages
    topic, probe = (next(stage.resources(kind)) for kind in ("AWS::SNS::Topic", "Lab::Probe"))
    assert topic.properties["DisplayName"] == "handed down"
    assert topic.stack.place.label == "app/Nest"
    assert stage.resource(probe.properties["Value"]) is topic


def test_construct_paths_come_from_the_template_or_from_the_manifest(tmp_path: Path) -> None:
    told = {**TOPIC, "Metadata": {"aws:cdk:path": "app/Told/Resource"}}
    listed = {"/app/Listed/Resource": [{"type": "aws:cdk:logicalId", "data": "Listed"}]}
    template = resources(Told=told, Listed=TOPIC, Silent=TOPIC)
    write_stack(tmp_path, "app", template, metadata=listed)
    [stage] = read_assembly(tmp_path).stages
    paths = [resource.path for resource in stage.resources()]
    assert paths == ["app/Told/Resource", "app/Listed/Resource", "Silent"]


def test_an_assembly_behind_a_link_is_read_like_any_other(tmp_path: Path) -> None:
    write_stack(tmp_path / "real", "app", resources(Topic=TOPIC))
    (tmp_path / "link").symlink_to(tmp_path / "real")
    [stage] = read_assembly(tmp_path / "link").stages
    assert [one.logical_id for one in stage.resources()] == ["Topic"]


def error_of(folder: Path) -> str:
    with pytest.raises(InputErrors) as raised:
        read_assembly(folder)
    [line] = str(raised.value).splitlines()
    return line


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    wanted = f"{tmp_path}/none: wanted a cloud assembly directory, got nothing there"
    assert error_of(tmp_path / "none") == wanted


def test_a_folder_without_a_manifest_is_no_assembly(tmp_path: Path) -> None:
    wanted = f"{tmp_path}: wanted a cloud assembly with a manifest.json, got none in it"
    assert error_of(tmp_path) == wanted


def test_an_assembly_without_stacks_proves_nothing(tmp_path: Path) -> None:
    write_stage(tmp_path, "prod")
    assert error_of(tmp_path) == f"{tmp_path}: wanted a cloud assembly with stacks, got none in it"


def test_broken_json_is_named_with_its_line(tmp_path: Path) -> None:
    write_stack(tmp_path, "app", resources())
    file = tmp_path / "app.template.json"
    file.write_text('{\n "Resources": {,}\n}')
    assert error_of(tmp_path).startswith(f"{file}:2: wanted JSON, got ")


def test_a_template_that_is_named_but_missing_is_named(tmp_path: Path) -> None:
    write_stack(tmp_path, "app", resources())
    (tmp_path / "app.template.json").unlink()
    assert error_of(tmp_path) == f"{tmp_path}/app.template.json: wanted a file, got nothing there"


def test_a_resource_without_a_type_is_named(tmp_path: Path) -> None:
    write_stack(tmp_path, "app", resources(Odd={"Properties": {}}))
    wanted = f"{tmp_path}/app.template.json: Resources.Odd.Type: wanted a resource type, got null"
    assert error_of(tmp_path) == wanted


def test_resources_that_refer_in_a_circle_are_named(tmp_path: Path) -> None:
    one = {"Type": "Lab::Probe", "Properties": {"Value": {"Fn::Sub": "${Two}"}}}
    two = {"Type": "Lab::Probe", "Properties": {"Value": {"Fn::GetAtt": ["One", "Arn"]}}}
    write_stack(tmp_path, "app", resources(One=one, Two=two))
    assert "Resources: wanted references without a circle, got " in error_of(tmp_path)


def test_stacks_that_read_each_other_s_outputs_in_a_circle_are_named(tmp_path: Path) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        output = {"Value": {"Fn::ImportValue": other}, "Export": {"Name": name}}
        write_stack(tmp_path, name, {**resources(), "Outputs": {"Out": output}})
    assert "Outputs: wanted references without a circle, got Out -> Out" in error_of(tmp_path)


def test_a_nested_stack_that_nests_itself_is_named(tmp_path: Path) -> None:
    nest = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {},
        "Metadata": {"aws:asset:path": "app.template.json"},
    }
    write_stack(tmp_path, "app", resources(Nest=nest))
    assert "wanted nested stacks without a circle, got app.template.json" in error_of(tmp_path)
