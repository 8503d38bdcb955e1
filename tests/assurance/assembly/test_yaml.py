"""Templates in YAML mean what the same templates in JSON mean."""

from pathlib import Path

import pytest

from assurance.assembly import read_lone_template
from assurance.assembly.files import read_object
from assurance.assembly.yaml_ import NoYamlError, parsed
from promises import InputErrors

TEMPLATE = """\
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Limit: {Type: Number, Default: 5}
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: !Sub "${Topic.TopicName}-errors"
      ActionsEnabled: yes
      Threshold: !Ref Limit
      AlarmActions:
        - !Ref Topic
      Dimensions:
        - {Name: Queue, Value: !GetAtt Jobs.Arn.Last}
      AlarmDescription: !Join [" ", [one, !If [Big, two, !Ref "AWS::NoValue"]]]
"""


def test_short_forms_are_the_functions_they_stand_for() -> None:
    template = parsed(TEMPLATE)
    assert isinstance(template, dict)
    properties = template["Resources"]["Errors"]["Properties"]  # pyright: ignore
    assert properties == {
        "AlarmName": {"Fn::Sub": "${Topic.TopicName}-errors"},
        "ActionsEnabled": True,
        "Threshold": {"Ref": "Limit"},
        "AlarmActions": [{"Ref": "Topic"}],
        "Dimensions": [{"Name": "Queue", "Value": {"Fn::GetAtt": ["Jobs", "Arn.Last"]}}],
        "AlarmDescription": {
            "Fn::Join": [" ", ["one", {"Fn::If": ["Big", "two", {"Ref": "AWS::NoValue"}]}]]
        },
    }


def test_a_date_is_a_text() -> None:
    assert parsed("AWSTemplateFormatVersion: 2010-09-09") == {
        "AWSTemplateFormatVersion": "2010-09-09"
    }


@pytest.mark.parametrize("name", ["t.yaml", "t.yml", "t.template"])
def test_a_template_in_yaml_is_read_as_one_in_json(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(TEMPLATE)
    stage = read_lone_template(file)
    assert stage.name == "t"
    [alarm] = stage.resources("AWS::CloudWatch::Alarm")
    assert alarm.properties["Threshold"] == 5


def test_json_in_a_template_stays_json(tmp_path: Path) -> None:
    file = tmp_path / "t.template"
    file.write_text('{"Resources": {}}')
    assert read_object(file) == {"Resources": {}}


def test_broken_yaml_is_one_line_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text("Resources:\n  A: [1\n  B: 2\n")
    with pytest.raises(InputErrors, match=r"t\.yaml:3: wanted YAML, got "):
        read_object(file)


@pytest.mark.parametrize("text", ["a: *nothing", "\t- a", "!Ref [a: b"])
def test_what_is_no_yaml_is_told(text: str) -> None:
    with pytest.raises(NoYamlError):
        parsed(text)
