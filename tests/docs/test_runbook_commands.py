"""The commands of the runbooks: bash takes them as they stand, and the AWS CLI knows them."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jmespath
import pytest
from botocore import xform_name
from botocore.model import OperationModel, ServiceModel
from botocore.session import get_session

from tests.docs.runbooks import Command, commands, page, sections

ROOT = Path(__file__).parents[2]
_OURS = {"s3 ls", "s3 cp", "logs tail", "rds generate-db-auth-token"}
"""Commands of the CLI that are no operation of a service."""
_ANYWHERE = {
    "cli-binary-format",
    "cli-input-json",
    "cli-read-timeout",
    "output",
    "query",
    "region",
}
"""Options that every command takes. `max-items` is none: with text it adds a line `None`."""
_MADE_LATER = re.compile(
    # snapshots and instances get their names when they are made; the page names the service
    r"filmops-prod-(maintenance-(before|window|by-hand)-\d|name-(in-the-page|from-the-record))"
)


@cache
def service(name: str) -> ServiceModel:
    called = "s3" if name == "s3api" else name
    return get_session().get_service_model(called)


@cache
def operation(name: str) -> OperationModel | None:
    model, verb = service(name.split()[0]), name.split()[1]
    named = {xform_name(one, "-"): one for one in model.operation_names}
    return model.operation_model(named[verb]) if verb in named else None


def wrong(command: Command) -> str:
    """What the CLI would not take; "" where it takes all."""
    if "region" not in command.options:
        return "no --region"
    if command.name in _OURS:
        return ""
    found = operation(command.name)
    if found is None:
        return f"no command {command.name}"
    shape = found.input_shape
    known = {xform_name(one, "-"): one for one in (shape.members if shape else ())}
    given = {one.removeprefix("no-") if one not in known else one for one in command.options}
    if strange := given - known.keys() - _ANYWHERE:
        return f"no option {', '.join(sorted(strange))}"
    if "cli-input-json" in given:
        return ""
    needed = {xform_name(one, "-") for one in (shape.required_members if shape else ())}
    return f"wants {', '.join(sorted(needed - given))}" if needed - given else ""


def test_the_cli_takes_every_command_and_each_says_its_region(pasted: Sequence[Command]) -> None:
    faults = [f"{one}: {fault}" for one in pasted if (fault := wrong(one))]
    assert faults == []
    assert len(pasted) > 200


def test_every_query_is_one_that_jmespath_reads(pasted: Sequence[Command]) -> None:
    for one in pasted:
        for query in one.options.get("query", ()):
            jmespath.compile(query)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("sqs purge-queue --region us-east-1", "wants queue-url"),
        ("sqs purge-queue --queue-url u", "no --region"),
        ("sqs empty-queue --region us-east-1", "no command sqs empty-queue"),
        ("sqs purge-queue --queue-url u --queu x --region us-east-1", "no option queu"),
        (
            "rds modify-db-instance --db-instance-identifier a --no-deletion-protection --region r",
            "",
        ),
        ("cloudwatch list-alarm-mute-rules --region us-east-1", ""),
    ],
)
def test_what_the_cli_would_refuse_is_named(words: str, said: str) -> None:
    assert wrong(Command("a", 1, words.split(), "")) == said


def test_a_command_is_recorded_as_the_shell_calls_it(tmp_path: Path) -> None:
    text = """
## Before you type

```sh
export ENV=prod
named() { aws ssm get-parameter --name "/a/$ENV/$1"; }
```

## one

**Do:** what follows.

```sh
aws sqs purge-queue \\
  --queue-url $(named b) >queue.txt  # break-glass
```
"""
    found = commands(tmp_path, text)
    assert [(one.section, one.line, one.role) for one in found] == [
        ("one", 6, ""),
        ("one", 14, "break-glass"),
    ]
    assert found[0].words == ["ssm", "get-parameter", "--name", "/a/prod/b"]
    assert found[1].options == {"queue-url": ["one", "two"]}


def test_whose_a_command_is_stands_at_the_end_of_its_last_line(tmp_path: Path) -> None:
    text = """
## one

```sh
aws sns publish --message 'one
  two'  # approver
aws sns publish \\
  --message three  # break-glass
aws sns publish --message four
```
"""
    found = commands(tmp_path, text)
    assert [one.role for one in found] == ["approver", "break-glass", ""]
    assert found[0].options["message"] == ["one\n  two"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("aws sqs purge-queue --queue-url $URL", "line 3: URL: unbound variable"),
        ("aws sqs purge-queue --queue-url 'a", "unexpected EOF"),
        ("awss sqs list-queues", "awss: command not found"),
    ],
)
def test_what_a_shell_cannot_run_is_told_with_its_line(
    tmp_path: Path, typed: str, said: str
) -> None:
    with pytest.raises(AssertionError, match=said):
        commands(tmp_path, f"## one\n```sh\n{typed}\n```\n")


def test_nothing_is_typed_in_prose_that_a_shell_has_not_read() -> None:
    for section in sections():
        prose = re.sub(r"^```sh\n.*?^```$", "", section.text, flags=re.MULTILINE | re.DOTALL)
        assert re.findall(r"`aws [^`]+`", prose) == [], section.name


def test_what_a_command_names_is_in_the_templates_or_the_environment(
    pasted: Sequence[Command], written: str
) -> None:
    environment = (ROOT / "environments" / "prod.yaml").read_text()
    for one in pasted:
        said = " ".join(one.words)
        ours = set(re.findall(r"filmops-prod-[a-z][\w-]*", _MADE_LATER.sub("", said)))
        for name in ours:
            assert name.rstrip("-") in written, f"{one}: nothing is called {name}"
        for name in re.findall(r"/platform/prod/[\w/-]+", said):
            assert f"{{parameter: {name}}}" in environment, f"{one}: there is no {name}"


def test_every_command_of_another_role_is_in_the_list_of_the_header(
    pasted: Sequence[Command],
) -> None:
    head = page().partition("## paging-degraded")[0]
    listed = set(re.findall(r"`((?!make)[a-z0-9-]+ [a-z][a-z0-9-]+)`", head))
    assert {one.name for one in pasted if one.role} - {"sts assume-role"} == listed
