"""Resources: what is replaced, what is only noise, and what cannot be compared."""

import subprocess
from collections.abc import Mapping

import pytest

from assurance.review.pair import Pair
from assurance.review.report import listing
from assurance.review.resources import differ
from assurance.review.reviewing import spoken
from promises import InputErrors
from tests.assurance.lab import Template
from tests.assurance.review.small import Case, compared_all, held

TABLE, TOPIC, FUNCTION = "AWS::DynamoDB::Table", "AWS::SNS::Topic", "AWS::Lambda::Function"


def one(kind: str, **properties: object) -> Template:
    return {"It": {"Type": kind, "Properties": properties}}


def gone(**policy: str) -> Case:
    rest: Template = {"Rest": {"Type": TOPIC, "Properties": {}}}
    table: Template = {"It": {"Type": TABLE, "Properties": {"KeySchema": []}, **policy}}
    return table | rest, rest


def code(letter: str, **more: object) -> Template:
    return one(FUNCTION, Code={"S3Bucket": "b", "S3Key": f"{letter * 64}.zip"}, **more)


def tagged(owner: str) -> Template:
    return {"Say": {"Type": TOPIC, "Properties": {"Tags": [{"Key": "owner", "Value": owner}]}}}


ORDERS = {"Type": TOPIC, "Properties": {"TopicName": "orders"}}
CASES: dict[str, Case] = {
    "a table's name": (
        one(TABLE, TableName="a", KeySchema=[]),
        one(TABLE, TableName="b", KeySchema=[]),
    ),
    "deleted": gone(),
    "a snapshot stays": gone(DeletionPolicy="Snapshot"),
    "retained": gone(DeletionPolicy="Retain"),
    "a policy's description": (
        one("AWS::IAM::ManagedPolicy", Description="a"),
        one("AWS::IAM::ManagedPolicy", Description="b"),
    ),
    "a name that moves": ({"Old": ORDERS}, {"New": ORDERS}),
    "noise": (code("a") | tagged("x"), code("b") | tagged("y")),
    "code and more": (code("a", Timeout=3), code("b", Timeout=30)),
    "nothing": (one(TOPIC), one(TOPIC)),
    "fewer backups": (
        one("AWS::RDS::DBInstance", BackupRetentionPeriod=35),
        one("AWS::RDS::DBInstance", BackupRetentionPeriod=7),
    ),
}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    return compared_all(tmp_path_factory.mktemp("cases"), CASES)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (
            "a table's name",
            (
                "DynamoDB Table It is REPLACED because of TableName: the new one starts empty,"
                " the old one is deleted"
            ),
        ),
        ("deleted", "DynamoDB Table It is DELETED with what is in it"),
        ("a snapshot stays", "DynamoDB Table It is DELETED, a last snapshot stays"),
        (
            "retained",
            (
                "DynamoDB Table It is taken out of the stack: it stays as it is, and nothing"
                " manages it"
            ),
        ),
    ],
)
def test_state_that_goes_is_held_however_much_is_left(
    case: str, words: str, pairs: Mapping[str, Pair]
) -> None:
    assert held(pairs[case]) == [words]


@pytest.mark.parametrize("case", ["a policy's description", "fewer backups", "code and more"])
def test_what_loses_no_state_is_not_held(case: str, pairs: Mapping[str, Pair]) -> None:
    assert held(pairs[case]) == []


def test_a_name_that_moves_to_another_logical_id_is_told(pairs: Mapping[str, Pair]) -> None:
    assert any("will refuse" in told.text for told in spoken(pairs["a name that moves"]))


def test_new_code_and_words_are_folded_into_a_line_each(pairs: Mapping[str, Pair]) -> None:
    assert list(listing.lines(pairs["noise"].changes)) == [
        "only tags, descriptions or metadata: Say (Tags)",
        "only the hash of code or files: It",
    ]
    assert [told.text for told in spoken(pairs["noise"])] == ["new code or files, nothing else: It"]


def test_code_that_changes_beside_something_else_is_no_noise(pairs: Mapping[str, Pair]) -> None:
    assert list(listing.lines(pairs["code and more"].changes)) == [
        f"changed: {FUNCTION} It: Timeout 3 -> 30"
    ]


def test_an_unchanged_template_is_not_mentioned(pairs: Mapping[str, Pair]) -> None:
    assert "nothing" not in pairs


def test_a_missing_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        said = "node:internal\n  throw err;\n\nError: Cannot find module '@aws-cdk/x'\n"
        return subprocess.CompletedProcess([], 1, "", said)

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(InputErrors) as refused:
        differ.differences([("{}", "{}")])
    (line,) = str(refused.value).splitlines()
    assert line.endswith("Error: Cannot find module '@aws-cdk/x'")
    assert "`make setup` installs it" in line
