"""What is kept of every window: its run, its notices, its mutes, its work, its summary."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from botocore.exceptions import ClientError

from .windows import Notice

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_dynamodb import DynamoDBClient

Item = Mapping[str, str]
"""One record without its keys; figures are JSON."""
RUN, MUTE, SUMMARY = "run", "mute", "summary"
SKIPPED = "skipped"


class Sending(StrEnum):
    """How far a notice has come on one channel. OVERTAKEN: a later one went out before it."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


SETTLED = frozenset({Sending.SENT, Sending.OVERTAKEN})
"""Nothing more is to be sent."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether a window's run is this execution's; else `held_by` is the one that has it."""

    held_by: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Records:
    """The table: partition key `window`, a window's id, and sort key `what`."""

    dynamodb: "DynamoDBClient"
    table: str

    def of(self, window: str) -> Mapping[str, Item]:
        """Every record of a window by what it is of, as of now."""
        pages = self.dynamodb.get_paginator("query").paginate(
            TableName=self.table,
            ConsistentRead=True,
            KeyConditionExpression="#window = :window",
            ExpressionAttributeNames={"#window": "window"},
            ExpressionAttributeValues={":window": {"S": window}},
        )
        items = (item for page in pages for item in page["Items"])
        read = [{name: str(value.get("S", "")) for name, value in one.items()} for one in items]
        return {one["what"]: one for one in read}

    def keep(self, window: str, what: str, **told: str) -> None:
        """Write one record, over whatever was there."""
        self._put(window, what, told)

    def keep_activity(
        self, window: str, name: str, outcome: str, because: str, figures: Mapping[str, object]
    ) -> None:
        """What one activity of a window has come to."""
        told = {"outcome": outcome, "because": because, "figures": json.dumps(dict(figures))}
        self._put(window, f"activity#{name}", told)

    def claim(self, window: str, execution: str, now: datetime) -> Claim:
        """Take the window's one run, however often its start is delivered.

        A run that was skipped may be started again while its window is open.
        """
        told = {"execution": execution, "began": now.isoformat()}
        if self._put_unless_run(window, told):
            return Claim(execution, ours=True)
        held_by = self.of(window).get(RUN, {}).get("execution", "")
        return Claim(held_by, ours=held_by == execution)

    def skip(self, window: str, execution: str, because: str, now: datetime) -> bool:
        """Say why nothing is done in a window; whether that is news. A run is left as it is."""
        before = self.of(window).get(RUN, {})
        told = {"execution": execution, "outcome": SKIPPED, "because": because}
        told["ended"] = now.isoformat()
        return self._put_unless_run(window, told) and before.get("because") != because

    def close(self, window: str, execution: str, outcome: str, now: datetime) -> bool:
        """The run of that execution has ended; the first end that was told stands.

        False for an execution that does not have the window: another may still work in it.
        """
        told = {"ended": now.isoformat(), "outcome": outcome}
        once = ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in told)
        given = {**told, "execution": execution}
        try:
            self.dynamodb.update_item(
                TableName=self.table,
                Key=_values({"window": window, "what": RUN}),
                UpdateExpression=f"SET {once}",
                ConditionExpression="#execution = :execution",
                ExpressionAttributeNames=_names(f"{once} #execution"),
                ExpressionAttributeValues={f":{name}": {"S": one} for name, one in given.items()},
            )
        except ClientError as error:
            if code_of(error) == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def begin(self, notice: Notice, channel: str, by: str, now: datetime, lease: datetime) -> bool:
        """Whether `by` may send the notice now: nobody has, and nobody is about to.

        An attempt that began before `lease` has died. One by the same hand is over: an invocation
        that Lambda repeats keeps its id.
        """
        told = {"state": Sending.SENDING.value, "by": by, "began": now.isoformat()}
        free = (
            "attribute_not_exists(#window) OR #state = :failed"
            " OR (#state = :sending AND (#began < :lease OR #by = :by))"
        )
        return self._put_if(
            free,
            notice.window.id,
            what_of(notice, channel),
            told,
            by=by,
            failed=Sending.FAILED.value,
            sending=Sending.SENDING.value,
            lease=lease.isoformat(),
        )

    def settle(self, notice: Notice, channel: str, state: Sending, **told: str) -> None:
        """How sending it has ended."""
        self._put(notice.window.id, what_of(notice, channel), {"state": state.value, **told})

    def _put_unless_run(self, window: str, told: Item) -> bool:
        free = "attribute_not_exists(#window) OR #outcome = :skipped"
        return self._put_if(free, window, RUN, told, skipped=SKIPPED)

    def _put(self, window: str, what: str, told: Item) -> None:
        item = _values({"window": window, "what": what, **told})
        self.dynamodb.put_item(TableName=self.table, Item=item)

    def _put_if(self, condition: str, window: str, what: str, told: Item, **given: str) -> bool:
        """Write a record where the condition over the one before holds; whether it did."""
        try:
            self.dynamodb.put_item(
                TableName=self.table,
                Item=_values({"window": window, "what": what, **told}),
                ConditionExpression=condition,
                ExpressionAttributeNames=_names(condition),
                ExpressionAttributeValues={f":{name}": {"S": one} for name, one in given.items()},
            )
        except ClientError as error:
            if code_of(error) == "ConditionalCheckFailedException":
                return False
            raise
        return True


def what_of(notice: Notice, channel: str) -> str:
    """The sort key of a notice on one channel."""
    return f"notice#{notice.seconds}#{channel}"


def code_of(error: ClientError) -> str:
    """The code of what an AWS service refused."""
    return str(cast("Mapping[str, object]", error.response.get("Error", {})).get("Code", ""))


def _values(item: Item) -> dict[str, dict[str, str]]:
    return {name: {"S": value} for name, value in item.items()}


def _names(expression: str) -> dict[str, str]:
    return {f"#{name}": name for name in re.findall(r"#(\w+)", expression)}
