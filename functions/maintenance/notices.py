"""The notices of a window: told on every channel once, late rather than never, and recorded."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from .ahead import Desk, Start, starts
from .announcing import Announcements, Words, notice_words
from .calls import PATIENT
from .environment import required
from .mutes import Mutes, mutes_of
from .records import SETTLED, Item, Records, Sending, what_of
from .status_page import NotTakenError, StatusPage, status_page_of
from .telemetry import logger, observed
from .windows import Calendar, Notice, Window
from .work import Said, moment

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_sns import SNSClient

ANNOUNCEMENTS, STATUS_PAGE = "announcements", "status_page"
"""The channels: the topic of Slack and email, and the webhook."""
EARLY = timedelta(minutes=1)
"""How far Scheduler's clock may be ahead of ours."""
LEASE = timedelta(minutes=10)
"""An attempt to send that is older has died: an invocation lasts five minutes at most."""
_FAILURES = (BotoCoreError, ClientError, NotTakenError, ValueError)


class NotToldError(Exception):
    """Something of a notice did not work: Lambda tries again, and what has worked stays done."""


@observed
def handle(event: Said, context: object) -> dict[str, Any]:
    """Lambda's entry: a notice `ahead` of the window `scheduled` for, or of the named `window`."""
    told = notices_of_process()
    notice = notice_of(told.calendar, event, told.now())
    by = str(getattr(context, "aws_request_id", "by hand"))
    return told.announce(notice, by)


@cache
def notices_of_process() -> "Notices":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    sns: SNSClient = boto3.client("sns", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    scheduler: EventBridgeSchedulerClient = boto3.client("scheduler", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    mutes = mutes_of(os.environ)
    return Notices(
        calendar=Calendar.read(os.environ),
        records=mutes.records,
        announcements=Announcements(sns, required(os.environ, "TOPIC")),
        status_page=status_page_of(os.environ.get("STATUS_PAGE_SECRET", "")),
        desk=Desk(
            scheduler,
            group=required(os.environ, "SCHEDULES"),
            prefix=required(os.environ, "PREFIX"),
            dead_letters=required(os.environ, "DEAD_LETTERS"),
        ),
        starts=starts(os.environ),
        mutes=mutes,
        environment=required(os.environ, "ENVIRONMENT"),
        work=tuple(json.loads(required(os.environ, "WORK"))),
        updates=required(os.environ, "STATUS_PAGE"),
    )


def notice_of(calendar: Calendar, event: Said, now: datetime) -> Notice:
    """The notice an event asks for; raises ValueError.

    {"ahead": seconds, "scheduled": moment} comes from a recurring schedule, {"ahead", "window"} from
    one for that date, {"window"} from a person: the last notice of that window that is due.
    """
    if "ahead" not in event:
        window = calendar.of(str(event.get("window")))
        due = [one for one in calendar.notices(window) if one.at <= now + EARLY]
        if not due:
            first = calendar.notices(window)[0].at
            raise ValueError(f"{window.id}: no notice is due before {first:%Y-%m-%d %H:%M} UTC")
        return due[-1]
    ahead = timedelta(seconds=int(str(event["ahead"])))
    if ahead not in calendar.ahead:
        wanted = ", ".join(str(int(one.total_seconds())) for one in calendar.ahead)
        raise ValueError(f"ahead: wanted one of {wanted} seconds, got {event['ahead']}")
    if "window" in event:
        return Notice(calendar.of(str(event["window"])), ahead)
    return Notice(calendar.starting(moment(event.get("scheduled")) + ahead), ahead)


@dataclass(frozen=True, slots=True)
class Notices:
    """Sends notices and prepares what belongs to their windows."""

    calendar: Calendar
    records: Records
    announcements: Announcements
    status_page: Callable[[], StatusPage] | None
    desk: Desk
    starts: Sequence[Start]
    mutes: Mutes
    environment: str
    work: tuple[str, ...]
    updates: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def channels(self) -> tuple[str, ...]:
        """Every way a notice goes."""
        return (ANNOUNCEMENTS, STATUS_PAGE) if self.status_page else (ANNOUNCEMENTS,)

    def announce(self, notice: Notice, by: str) -> dict[str, Any]:
        """Send it where it has not been sent, then prepare its window; may be repeated.

        Each part is tried whatever became of the others. Raises NotToldError when one failed.
        """
        if self.now() + EARLY < notice.at:
            raise ValueError(f"{notice.window.id}: due at {notice.at:%Y-%m-%d %H:%M} UTC only")
        if self.now() >= notice.window.start:
            return {"window": notice.window.id, "told": "too late: the window has begun"}
        parts = {
            **{channel: self._tell(notice, channel, by) for channel in self.channels},
            **dict(self._prepare(notice.window)),
        }
        said: dict[str, Any] = {"window": notice.window.id, "ahead": notice.seconds, **parts}
        logger.info("notice", extra=said)
        if failed := {name: text for name, text in parts.items() if text.startswith("failed")}:
            raise NotToldError(f"{notice.window.id}, {notice.ahead} ahead: {failed}")
        return said

    def _tell(self, notice: Notice, channel: str, by: str) -> str:
        """What became of it on one channel."""
        try:
            return self._tell_once(notice, channel, by)
        except _FAILURES as error:
            return f"failed: {error}"

    def _tell_once(self, notice: Notice, channel: str, by: str) -> str:
        kept, now = self.records.of(notice.window.id), self.now()
        state = _state(kept, notice, channel)
        if state in SETTLED:
            return f"was {state} before"
        if later := self._later_one(kept, notice, channel):
            self.records.settle(
                notice, channel, Sending.OVERTAKEN, at=now.isoformat(), by=str(later.ahead)
            )
            return Sending.OVERTAKEN
        if not self.records.begin(notice, channel, by, now, now - LEASE):
            return "failed: another attempt is being made"
        try:
            how = self._send(notice, channel, now)
        except _FAILURES as error:
            because = f"{type(error).__name__}: {error}"
            self.records.settle(
                notice, channel, Sending.FAILED, at=now.isoformat(), because=because
            )
            raise
        self.records.settle(notice, channel, Sending.SENT, at=self.now().isoformat(), how=how)
        return Sending.SENT

    def _later_one(self, kept: Mapping[str, Item], notice: Notice, channel: str) -> Notice | None:
        """A notice nearer to the window that has gone out already: the older one says nothing new."""
        later = (one for one in self.calendar.notices(notice.window) if one.ahead < notice.ahead)
        return next((one for one in later if _state(kept, one, channel) == Sending.SENT), None)

    def _send(self, notice: Notice, channel: str, now: datetime) -> str:
        words = notice_words(self.environment, notice.window, now, self.work, self.updates)
        if channel == STATUS_PAGE and self.status_page:
            key = f"{words.thread}-{notice.seconds}"
            tries = self.status_page().tell(key, _update(words, notice.window))
            return f"attempt {tries}"
        return self.announcements.say(words)

    def _prepare(self, window: Window) -> Iterator[tuple[str, str]]:
        """What each notice sees to, so that one that failed is made good by the next."""
        for start in self.starts:
            yield start.name, self._tried(lambda start=start: self._start(start, window))
        yield "mutes", self._tried(lambda: ", ".join(self.mutes.put(window, self.now())) or "as is")

    def _start(self, start: Start, window: Window) -> str:
        return "scheduled" if self.desk.write(start, window, self.now()) else "as is"

    def _tried(self, part: Callable[[], str]) -> str:
        try:
            return part()
        except _FAILURES as error:
            return f"failed: {error}"


def _state(kept: Mapping[str, Item], notice: Notice, channel: str) -> str:
    return kept.get(what_of(notice, channel), {}).get("state", "")


def _update(words: Words, window: Window) -> dict[str, str]:
    return {
        "id": words.thread,
        "kind": "maintenance",
        "state": "scheduled",
        "title": words.title,
        "message": words.text,
        "starts": window.start.isoformat(),
        "ends": window.end.isoformat(),
    }
