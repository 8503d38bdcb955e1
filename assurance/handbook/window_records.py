"""Where the records of maintenance windows are, and how to read those of the last one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from assurance.assembly import Resource
from assurance.assembly.values import items, mapping, text
from assurance.handbook.source import Source
from assurance.report.markdown import code, table
from promises.windows import windows

_TABLE, _MACHINE, _BUCKET = (
    "AWS::DynamoDB::Table",
    "AWS::StepFunctions::StateMachine",
    "AWS::S3::Bucket",
)
_QUERY = "AWS::Logs::QueryDefinition"
_KEYS = {"window", "what"}
_TWO_MONTHS = timedelta(days=62)


def records(source: Source) -> Iterator[str]:
    """One row for each place, by the names in the templates, with the command that reads it."""
    yield from table(("What", "Where", "Read the last"), _rows(source))


def _rows(source: Source) -> Iterator[Sequence[str]]:
    for one in source.stage.resources(_TABLE):
        if {
            text(mapping(key).get("AttributeName"))
            for key in items(one.properties.get("KeySchema"))
        } == _KEYS:
            name = text(one.properties.get("TableName") or "")
            what = "every window: run, notices, mutes, each activity with its outcome, summary"
            yield what, code(name), code(_query(name, _last(source), one.stack.region))
    for one in _named(source, _MACHINE, "StateMachineName", "-maintenance-"):
        name = text(one.properties.get("StateMachineName") or "")
        arn = f"arn:aws:states:{one.stack.region}:{one.stack.account}:stateMachine:{name}"
        read = f"aws stepfunctions list-executions --state-machine-arn {arn} --max-results 5 --region {one.stack.region}"
        yield "runs, step by step, for 90 days", code(name), code(read)
    for one in _named(source, _BUCKET, "BucketName", "-job-archive-"):
        name = text(one.properties.get("BucketName") or "")
        read = f"aws s3 ls s3://{name}/ --recursive --region {one.stack.region}"
        yield "jobs that were archived", code(name), code(read)
    for one in _named(source, _QUERY, "Name", "/operations/"):
        yield (
            "what failed, in the functions' words",
            "Logs Insights",
            f"saved query {code(text(one.properties['Name']))}",
        )


def _named(source: Source, kind: str, field: str, part: str) -> Iterator[Resource]:
    for one in source.stage.resources(kind):
        if part in text(one.properties.get(field) or ""):
            yield one


def _query(name: str, window: str, region: str) -> str:
    values = f'{{":w":{{"S":"{window}"}}}}'
    return (
        f"aws dynamodb query --table-name {name} --key-condition-expression '#w = :w' "
        f"--expression-attribute-names '{{\"#w\":\"window\"}}' --expression-attribute-values '{values}' --region {region}"
    )


def _last(source: Source) -> str:
    """The id of the last window before the day of the page: the day it began on."""
    now = datetime.combine(source.day, datetime.min.time(), UTC)
    *_, last = windows(source.handbook.maintenance, now - _TWO_MONTHS, now)
    return f"{last.start:%Y-%m-%d}"
