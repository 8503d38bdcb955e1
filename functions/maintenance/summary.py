"""What is told of a window while it runs and when it has ended, and what is kept of it."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from aws_lambda_powertools import single_metric
from aws_lambda_powertools.metrics import MetricUnit

from .announcing import Announcements, Words
from .calls import PATIENT
from .environment import names, required, seconds
from .fence import Clock, utc_now
from .records import RUN, SUMMARY, Records
from .status_page import NotTakenError, StatusPage, status_page_of
from .story import Story, Verdict
from .telemetry import NAMESPACE, SERVICE, logger, observed
from .windows import Calendar, Window, window_of
from .work import Call, Outcome, Result, Said, said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_stepfunctions import SFNClient

RECALL, SUMMARISE, UPDATE = "recall", "summary", "update"
FAILED, ENDED_BROKEN = "ActivityFailed", "WindowEndedBroken"
"""Metrics: of each activity by its dimension `Activity`, 1 when it failed; and of the window."""
_MINUTE = timedelta(minutes=1)


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the steps recall and summary of the workflow, update of a schedule."""
    teller = teller_of_process()
    if event.get("step") == UPDATE:
        return teller.update()
    call = Call.of(event)
    return teller.recall(call) if call.step == RECALL else teller.summarise(call).said()


@cache
def teller_of_process() -> "Teller":
    """Built once for all invocations of this process."""
    dynamodb: DynamoDBClient = boto3.client("dynamodb", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    sns: SNSClient = boto3.client("sns", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    runs: SFNClient = boto3.client("stepfunctions", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Teller(
        runs=runs,
        records=Records(dynamodb, required(os.environ, "RECORDS")),
        announcements=Announcements(sns, required(os.environ, "TOPIC")),
        status_page=status_page_of(os.environ.get("STATUS_PAGE_SECRET", "")),
        calendar=Calendar.read(os.environ),
        environment=required(os.environ, "ENVIRONMENT"),
        steps=names(os.environ, "STEPS"),
        every=seconds(os.environ, "UPDATE_SECONDS"),
    )


@dataclass(frozen=True, slots=True)
class Teller:
    """`steps` are the window's activities in their order; updates go out `every` so often."""

    runs: "SFNClient"
    records: Records
    announcements: Announcements
    status_page: Callable[[], StatusPage] | None
    calendar: Calendar
    environment: str
    steps: tuple[str, ...]
    every: timedelta
    now: Clock = utc_now

    def summarise(self, call: Call) -> Result:
        """Keep what there is to keep, tell it, close the run: each may be repeated."""
        window = window_of(self.calendar, call)
        story = self._story(call.state, window, call.began)
        self._keep(story)
        kept = self.records.of(window.id).get(SUMMARY, {})
        if kept.get("execution") != call.execution:
            self._say(story.words, window, "summary", "completed")
            told = {"title": story.words.title, "text": story.words.text, "verdict": story.verdict}
            told |= {"execution": call.execution, "told": self.now().isoformat()}
            self.records.keep(window.id, SUMMARY, **told)
        self._publish(story)
        if story.verdict is not Verdict.SKIPPED:
            self.records.close(window.id, call.execution, story.verdict, self.now())
        is_well = story.verdict in (Verdict.GOOD, Verdict.SKIPPED)
        return Result(Outcome.DONE if is_well else Outcome.FAILED, story.words.title)

    def update(self) -> dict[str, Any]:
        """Say how far the window is, once in each stretch of `every`; nothing outside one."""
        window = self.calendar.latest(self.now())
        kept = self.records.of(window.id)
        run = kept.get(RUN, {})
        if not window.is_open(self.now()) or "ended" in run or "began" not in run:
            return {"told": "no window is being worked in"}
        stretch = (self.now() - window.start) // self.every
        if (what := f"update#{stretch}") in kept:
            return {"told": "before"}
        state = self._last_state(run.get("execution", ""))
        story = self._story(state, window, datetime.fromisoformat(run["began"]))
        self._say(_underway(story, self.now()), window, what, "in progress")
        self.records.keep(window.id, what, at=self.now().isoformat())
        return {"told": what}

    def recall(self, call: Call) -> dict[str, Any]:
        """What the run that was ended by force knew, as if this one had come that far."""
        mine = {
            name: call.state[name] for name in ("after", "ended", "began") if name in call.state
        }
        return {**self._last_state(call.execution), **mine}

    def _story(self, state: Said, window: Window, began: datetime) -> Story:
        return Story.of(
            state,
            self.steps,
            environment=self.environment,
            window=window,
            began=began,
            ended=self.now(),
        )

    def _keep(self, story: Story) -> None:
        if story.verdict is Verdict.SKIPPED:
            return
        for one in (*story.work, *story.after):
            self.records.keep_activity(
                story.window.id, one.step, one.outcome, one.because, one.figures
            )

    def _publish(self, story: Story) -> None:
        """Every figure of every window, so that an alarm sees the next one that is well."""
        if story.verdict is Verdict.SKIPPED:
            return
        for one in (*story.work, *story.after):
            _metric(FAILED, float(one.has_failed), {"Activity": one.step})
        _metric(ENDED_BROKEN, float(story.verdict is Verdict.BROKEN), {"service": SERVICE})

    def _say(self, words: Words, window: Window, what: str, state: str) -> None:
        """To Slack and by mail, which must work; to the status page, which may fail."""
        self.announcements.say(words)
        if self.status_page is None:
            return
        update = {
            "id": words.thread,
            "kind": "maintenance",
            "state": state,
            "title": words.title,
            "message": words.text,
            "starts": window.start.isoformat(),
            "ends": window.end.isoformat(),
        }
        try:
            self.status_page().tell(f"{words.thread}-{what}", update)
        except NotTakenError as error:
            logger.warning("status page", extra={"because": str(error)})

    def _last_state(self, execution: str) -> Said:
        """Everything the steps of a run had said when it was last heard of."""
        pages = self.runs.get_paginator("get_execution_history").paginate(
            executionArn=execution, reverseOrder=True
        )
        for page in pages:
            for event in page["events"]:
                text = event.get("stateExitedEventDetails", {}).get("output") or event.get(
                    "stateEnteredEventDetails", {}
                ).get("input")
                if text:
                    return said(json.loads(text))
        return {}


def _underway(story: Story, now: datetime) -> Words:
    done = [one.step for one in story.work if one.outcome == Outcome.DONE]
    failed = [one.line for one in story.work if one.outcome == Outcome.FAILED]
    lines = [
        f"Since {story.began:%H:%M} UTC, until {story.window.end:%H:%M} UTC at the latest.",
        f"Done so far: {', '.join(done) or 'nothing'}.",
        *(f"Failed: {line}" for line in failed),
    ]
    return Words(
        title=f"Maintenance of {story.environment} is going on, {now:%H:%M} UTC",
        text="\n".join(lines),
        thread=story.words.thread,
    )


def _metric(name: str, value: float, dimensions: Mapping[str, str]) -> None:
    with single_metric(
        name=name, unit=MetricUnit.Count, value=value, namespace=NAMESPACE
    ) as metric:
        for key, text in dimensions.items():
            metric.add_dimension(key, text)
