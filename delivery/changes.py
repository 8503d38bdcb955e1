"""What a deployment would change, as CloudFormation's own change sets; none of them is executed.

The CDK CLI makes, shows and deletes them (`cdk diff --method=change-set`). A stack that is not there
yet has nothing to be held against: making its change set would make the stack, and ask for the right
to delete it again. Its template says the same.
"""

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from botocore.exceptions import ClientError

from assurance.assembly import Stack, Stage

_CDK: Final = ("cdk", "--no-notices", "--no-version-reporting", "diff")
_NOISE: Final = ("start: ", "success: ", "Hold on while we create", "Lookup role arn:")
_UNBOUND: Final = "Proceeding anyway."
"""The CLI without the deploying role: the role that plans may not become it, and need not."""


class CloudFormation(Protocol):
    """The one call of CloudFormation's client that is made here."""

    def describe_stacks(self, *, StackName: str) -> Mapping[str, Sequence[Mapping[str, object]]]:  # noqa: N803 (boto3's own names)
        """What is known of a stack."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """How the CDK CLI ended, and what it said."""

    code: int
    lines: tuple[str, ...]


Diff = Callable[[Sequence[str]], Said]


def diff(arguments: Sequence[str]) -> Said:
    """The CDK CLI's, without what it says of itself."""
    done = subprocess.run(
        [*_CDK, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Said(done.returncode, tuple(filter(_worth_reading, done.stdout.splitlines())))


def _worth_reading(line: str) -> bool:
    return not line.startswith(_NOISE) and _UNBOUND not in line


def is_there(cloudformation: CloudFormation, stack: Stack) -> bool:
    """Whether there is anything to change. Raises ClientError for what AWS refuses."""
    try:
        [found] = cloudformation.describe_stacks(StackName=stack.name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return False
        raise
    return found.get("StackStatus") != "REVIEW_IN_PROGRESS"  # a change set that nobody executed


def changes(
    stage: Stage, there: Callable[[Stack], bool], diff: Diff, assembly: str
) -> Iterator[str]:
    """The lines to show. Raises ValueError where not even the templates can be compared."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for stack in stage.stacks:
        if "/" not in stack.id:  # one that is nested is shown with its parent
            found[there(stack)].append(stage.selector(stack))
    common = ("--exclusively", "--app", assembly)
    if known := found[True]:
        said = diff([*known, *common, "--method=change-set"])
        yield from said.lines
        if said.code:
            yield ""
            yield f"NOT BY CHANGE SETS: CloudFormation made not all of them ({_why(said)})."
            yield "What follows compares templates, and cannot say for certain what is replaced."
            yield from _by_template(diff, known, common)
    if new := found[False]:
        yield ""
        yield f"Not there yet, so all of it is new: {', '.join(new)}"
        yield from _by_template(diff, new, common)


def _by_template(diff: Diff, stacks: Sequence[str], common: Sequence[str]) -> Iterator[str]:
    said = diff([*stacks, *common, "--method=template"])
    if said.code:
        raise ValueError(f"cdk diff: wanted the changes of {', '.join(stacks)}, got: {_why(said)}")
    yield from said.lines


def _why(said: Said) -> str:
    spoken = [line.strip() for line in said.lines if line.strip()]
    return spoken[-1] if spoken else f"exit code {said.code}"
