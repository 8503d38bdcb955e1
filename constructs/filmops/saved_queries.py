"""Logs Insights queries that are ready when somebody needs them at 3 a.m.

A runbook names a query by its name; in the console they stand under "Saved queries", in a folder
of the environment's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import aws_logs as logs
from constructs import Construct

from filmops.names import Names

_ERRORS = "/(?i)(error|exception|traceback|task timed out)/"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query under `name`, a folder and what it shows, over some log groups."""

    name: str
    lines: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def text(self) -> str:
        """The query as Logs Insights takes it."""
        return "\n| ".join(self.lines)


def of_platform(groups: Mapping[str, str]) -> Iterator[SavedQuery]:
    """For each part of the platform that names its log group: what fails, and since when."""
    for part, group in groups.items():
        yield SavedQuery(
            f"{part}/errors",
            (
                "fields @timestamp, @logStream, @message",
                f"filter @message like {_ERRORS}",
                "sort @timestamp desc",
                "limit 50",
            ),
            (group,),
        )
        yield SavedQuery(
            f"{part}/errors over time",
            (f"filter @message like {_ERRORS}", "stats count(*) as errors by bin(1m)"),
            (group,),
        )


def of_database(group: str) -> Iterator[SavedQuery]:
    """What PostgreSQL says of itself: log_min_duration_statement logs `duration: 512.3 ms`."""
    yield SavedQuery(
        "database/slow queries",
        (
            "fields @timestamp, @message",
            "filter @message like /duration: /",
            "parse @message /duration: (?<ms>[0-9.]+) ms/",
            "sort ms desc",
            "limit 25",
        ),
        (group,),
    )
    yield SavedQuery(
        "database/errors",
        (
            "fields @timestamp, @message",
            "filter @message like /(ERROR|FATAL|PANIC):/",
            "sort @timestamp desc",
            "limit 50",
        ),
        (group,),
    )
    yield SavedQuery(
        "database/refused connections",
        (
            "filter @message like /(remaining connection slots|too many (connections|clients))/",
            "stats count(*) as refused by bin(1m)",
        ),
        (group,),
    )


def of_functions(groups: Sequence[str]) -> Iterator[SavedQuery]:
    """What our own functions say when they fail."""
    yield SavedQuery(
        "operations/errors",
        (
            "fields @timestamp, @log, @message",
            "filter @message like /(ERROR|Traceback|Task timed out)/",
            "sort @timestamp desc",
            "limit 50",
        ),
        tuple(groups),
    )


class SavedQueries(Construct):
    """The queries, each by its name below the environment's."""

    def __init__(
        self, scope: Construct, id: str, *, names: Names, queries: Sequence[SavedQuery]
    ) -> None:
        super().__init__(scope, id)
        for query in queries:
            logs.CfnQueryDefinition(
                self,
                "".join(word.capitalize() for word in query.name.replace("/", " ").split()),
                name=f"{names.prefix}/{query.name}",
                query_string=query.text,
                log_group_names=list(query.groups),
            )
