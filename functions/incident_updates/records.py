"""What was said, kept for the review after the incident."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from .logic import Status, Update

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Records:
    """A table of updates: by severity, then by moment."""

    dynamodb: "DynamoDBClient"
    table: str

    def last(self, level: str) -> Update | None:
        """The newest update of a severity."""
        answer = self.dynamodb.query(
            TableName=self.table,
            KeyConditionExpression="#level = :level",
            ExpressionAttributeNames={"#level": "level"},
            ExpressionAttributeValues={":level": {"S": level}},
            ScanIndexForward=False,
            Limit=1,
            ConsistentRead=True,
        )
        for item in answer["Items"]:
            read = {name: str(value.get("S")) for name, value in item.items()}
            at = datetime.fromisoformat(read["at"])
            return Update(level, at, Status(read["status"]), read["text"], read["by"])
        return None

    def resolved(self, level: str, since: datetime) -> datetime | None:
        """When it was last said that a severity's incidents are over; None if not since then."""
        pages = self.dynamodb.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="#level = :level AND #at >= :since",
            FilterExpression="#status = :resolved",
            ExpressionAttributeNames={"#level": "level", "#at": "at", "#status": "status"},
            ExpressionAttributeValues={
                ":level": {"S": level},
                ":since": {"S": since.astimezone(UTC).isoformat()},
                ":resolved": {"S": Status.RESOLVED},
            },
            ScanIndexForward=False,
            ConsistentRead=True,
        )
        found = (str(item["at"].get("S")) for page in pages for item in page["Items"])
        return next((datetime.fromisoformat(at) for at in found), None)

    def keep(self, update: Update) -> None:
        """Keep an update; given twice at the same moment it is one."""
        self.dynamodb.put_item(
            TableName=self.table,
            Item={
                "level": {"S": update.level},
                "at": {"S": update.at.astimezone(UTC).isoformat()},
                "status": {"S": update.status},
                "text": {"S": update.text},
                "by": {"S": update.by},
                "expires": {"N": str(int((update.at + KEPT).timestamp()))},
            },
        )
