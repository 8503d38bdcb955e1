"""What is announced, in the words of each way it goes."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .windows import Window

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_sns import SNSClient

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
_LONGEST_SUBJECT = 100
"""Characters (SNS Publish)."""


@dataclass(frozen=True, slots=True)
class Words:
    """One announcement. What is about the same `thread`, a window's id, stands together in Slack."""

    title: str
    text: str
    thread: str

    @property
    def message(self) -> str:
        """By protocol: AWS Chatbot shows only what comes in its own schema; people read a mail."""
        card = {
            "version": "1.0",
            "source": "custom",
            "content": {
                "textType": "client-markdown",
                "title": self.title,
                "description": self.text,
            },
            "metadata": {"threadId": self.thread},
        }
        return json.dumps({"default": json.dumps(card), "email": f"{self.title}\n\n{self.text}\n"})


@dataclass(frozen=True, slots=True)
class Announcements:
    """The topic that Slack and the subscribers by email listen to."""

    sns: "SNSClient"
    topic: str

    def say(self, words: Words) -> str:
        """Publish it; the message's id. Raises what SNS raises once retries are used up."""
        answer = self.sns.publish(
            TopicArn=self.topic,
            Subject=words.title[:_LONGEST_SUBJECT],
            Message=words.message,
            MessageStructure="json",
        )
        return answer["MessageId"]


def notice_words(
    environment: str, window: Window, now: datetime, work: tuple[str, ...], status_page: str
) -> Words:
    """The notice of a window as it is read at `now`, whenever it was to be sent."""
    when = f"{window.start:%A, %d %B %Y, %H:%M} to {window.end:%H:%M} UTC"
    listed = "\n".join(f"- {one}" for one in work)
    return Words(
        title=f"Maintenance of {environment} in {left(window.start - now)}",
        text=(
            f"{when}.\n\nPlanned:\n{listed}\n\n"
            f"The service may be slower meanwhile. Updates: {status_page}"
        ),
        thread=f"{environment}-{window.id}",
    )


def left(until: timedelta) -> str:
    """`7 days`, `24 hours`, `1 hour`, `25 minutes`: rounded to what a person would say."""
    for unit, name, fewest in ((_DAY, "day", 2), (_HOUR, "hour", 1)):
        count = round(until / unit)
        if count >= fewest:
            return f"{count} {name}{'s' * (count > 1)}"
    minutes = max(round(until / _MINUTE), 0)
    return f"{minutes} minute{'s' * (minutes != 1)}"
