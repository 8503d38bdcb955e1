"""What would change: by change sets where there is a stack, by template where there is none."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from assurance.assembly import Stack, Stage, read_assembly
from delivery.changes import Said, changes, is_there
from tests.assurance.lab import resources, write_stack, write_stage

NEW, OLD = "lab/new", "lab/old"
COMMON = ("--exclusively", "--app", "cdk.out")


class Diffs:
    """The CDK CLI, which fails at the method named."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, arguments: Sequence[str]) -> Said:
        self.asked.append(tuple(arguments))
        if self.failing and self.failing in arguments[-1]:
            return Said(1, ("a stack", "No export named x found", ""))
        return Said(0, (f"by {arguments[-1].partition('=')[2]}",))


class Stacks:
    def __init__(self, answer: str) -> None:
        self.answer = answer

    def describe_stacks(self, *, StackName: str) -> Mapping[str, Sequence[Mapping[str, object]]]:  # noqa: N803
        if " " in self.answer:
            said = f"Stack {StackName} {self.answer}"
            raise ClientError(
                {"Error": {"Code": "ValidationError", "Message": said}}, "DescribeStacks"
            )
        return {"Stacks": [{"StackStatus": self.answer}]}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    folder = write_stage(tmp_path, "lab")
    for name in ("old", "new"):
        write_stack(folder, name, resources())
    [found] = read_assembly(tmp_path).stages
    return found


def shown(stage: Stage, diffs: Diffs) -> str:
    return "\n".join(changes(stage, lambda stack: stack.name.endswith("old"), diffs, "cdk.out"))


def test_a_stack_is_held_against_what_is_deployed_and_a_new_one_is_all_new(stage: Stage) -> None:
    diffs = Diffs()
    told = shown(stage, diffs)
    assert diffs.asked == [
        (OLD, *COMMON, "--method=change-set"),
        (NEW, *COMMON, "--method=template"),
    ]
    assert told.splitlines()[0] == "by change-set"
    assert f"Not there yet, so all of it is new: {NEW}" in told


def test_what_cloudformation_makes_no_change_set_of_is_said_to_be_templates(stage: Stage) -> None:
    told = shown(stage, Diffs("change-set"))
    assert "NOT BY CHANGE SETS" in told
    assert "(No export named x found)" in told
    assert "by template" in told.partition("cannot say for certain what is replaced")[2]


def test_where_nothing_can_be_compared_nothing_is_deployed(stage: Stage) -> None:
    with pytest.raises(ValueError, match="wanted the changes of lab/old, got: No export"):
        shown(stage, Diffs("method"))


@pytest.mark.parametrize(
    ("answer", "there"),
    [("UPDATE_COMPLETE", True), ("REVIEW_IN_PROGRESS", False), ("does not exist", False)],
)
def test_a_stack_that_was_never_executed_is_not_there(
    stage: Stage, answer: str, there: bool
) -> None:
    stack: Stack = stage.stacks[0]
    assert is_there(Stacks(answer), stack) is there


def test_a_refusal_of_aws_is_not_taken_for_a_new_stack(stage: Stage) -> None:
    with pytest.raises(ClientError):
        is_there(Stacks("is not yours to see"), stage.stacks[0])
