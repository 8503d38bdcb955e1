"""What is played on the deployed stacks, and what must come of it."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assurance.assembly import Resource, Stage
from environments import Environment
from local.cloud import EmbeddedAws
from local.journal import Kind
from local.pagerduty import Incident, Mode, StandInPagerDuty, State

PATIENCE = 20.0
"""Seconds anything may take to arrive; it takes well under one."""


class SceneError(Exception):
    """Something did not happen; one line."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline: what happened, so long after the scene's first act."""

    after: timedelta
    what: str
    seen: str


class Scenes:
    """The scenes of one environment; each yields its timeline and raises SceneError."""

    def __init__(
        self,
        aws: EmbeddedAws,
        pagerduty: StandInPagerDuty,
        environment: Environment,
        stage: Stage,
        physical: Callable[[Resource], str],
    ) -> None:
        self._aws = aws
        self._pagerduty = pagerduty
        self._environment = environment
        self._stage = stage
        self._physical = physical
        self._began = time.monotonic()

    def alarm(self, name: str, region: str) -> Iterator[Moment]:
        """An alarm is raised, the page arrives, the alarm ends, the page resolves itself."""
        full = self._named(name)
        self._began = time.monotonic()
        self._set(full, region, "ALARM")
        yield self._moment(f"{full} -> ALARM", region)
        opened = self._incident(full, lambda incident: incident.is_open)
        yield self._moment(f"PagerDuty opens {opened.service.name}", f"{opened.urgency} urgency")
        self._set(full, region, "OK")
        yield self._moment(f"{full} -> OK", region)
        self._incident(full, lambda incident: not incident.is_open)
        yield self._moment("PagerDuty resolves it", "nobody touched it")

    def finding(self) -> Iterator[Moment]:
        """GuardDuty finds something; it comes twice and is one incident."""
        self._began = time.monotonic()
        title = "The API credentials of a role were used from an outside address"
        detail = {"id": "6cb1d3f0", "severity": 8, "title": title}
        region = self._environment.primary_region
        for _ in range(2):
            self._aws.service_event(region, "aws.guardduty", "GuardDuty Finding", detail)
        yield self._moment("GuardDuty finding of severity 8, delivered twice", region)
        found = self._incident(title, lambda incident: incident.is_open)
        count = sum(title in each.title for each in self._pagerduty.state.incidents)
        if count != 1:
            raise SceneError(f"wanted one incident of the finding, got {count}")
        yield self._moment(f"PagerDuty opens {found.service.name}, once", found.severity)
        leads = {link.text: link.href for link in found.links}
        if "Runbook" not in leads:
            raise SceneError(f"wanted the finding to lead to its runbook, got {leads}")
        yield self._moment("It leads to its runbook", leads["Runbook"].rpartition("#")[2])

    def heartbeat(self, region: str) -> Iterator[Moment]:
        """The heartbeat's schedule fires, and the watcher hears it."""
        self._began = time.monotonic()
        before = self._beats()
        self._aws.run_schedule(self._only("AWS::Scheduler::Schedule", region, "alive"), region)
        yield self._moment("The heartbeat's schedule fires", region)
        self._until(lambda: self._beats() > before, "a heartbeat at the watcher")
        yield self._moment("The watcher outside hears it", f"{self._beats()} so far")

    def page_test(self, region: str) -> Iterator[Moment]:
        """The test alarm pages at low urgency, and the function finds the incident."""
        name = self._named(f"page-test-{region}")
        self._began = time.monotonic()
        self._set(name, region, "ALARM")
        opened = self._incident(name, lambda incident: incident.is_open)
        yield self._moment(f"{name} pages", f"{opened.urgency} urgency")
        answer = self._aws.client("lambda", region).invoke(
            FunctionName=self._named("page-test"), Payload=json.dumps({"step": "verify"})
        )
        if "FunctionError" in answer:
            raise SceneError(
                f"page test: wanted a verdict, got {answer['Payload'].read().decode()}"
            )
        figures = self._figures(region)
        if figures.get("PageTestArrived") != 1:
            raise SceneError(f"page test: wanted it to be found in PagerDuty, got {figures}")
        took = f"it came after {figures['PageTestSeconds']:.0f} s"
        yield self._moment("The function finds it through PagerDuty's REST API", took)
        self._set(name, region, "OK")

    def pagerduty_down(self, name: str, region: str) -> Iterator[Moment]:
        """PagerDuty fails: the page ends up in the queue, and people hear of it another way."""
        self._began = time.monotonic()
        self._pagerduty.switch(Mode.FAIL)
        try:
            self._set(self._named(name), region, "ALARM")
            yield self._moment(f"PagerDuty answers 500; {name} -> ALARM", region)
            self._until(lambda: self._lost(region) > 0, "the page in the dead-letter queue")
            tries = sum(1 for _ in self._aws.entries(Kind.FAILED))
            yield self._moment("SNS gives up; the page is in the queue", f"{tries} tries")
            before = self._notices()
            self._set(self._named(f"paging-degraded-{region}"), region, "ALARM")
            self._until(lambda: self._notices() > before, "a notice that is no PagerDuty page")
            yield self._moment("paging-degraded goes by SMS and email", "not through PagerDuty")
        finally:
            self._pagerduty.switch(Mode.UP)
            self._set(self._named(f"paging-degraded-{region}"), region, "OK")
            self._set(self._named(name), region, "OK")

    def _named(self, name: str) -> str:
        return f"filmops-{self._environment.name}-{name}"

    def _set(self, alarm: str, region: str, state: str) -> None:
        self._aws.call(
            "cloudwatch",
            region,
            "set_alarm_state",
            AlarmName=alarm,
            StateValue=state,
            StateReason="Played by make demo",
        )

    def _incident(self, title: str, holds: Callable[[Incident], bool]) -> Incident:
        def last(state: State) -> Incident | None:
            return next((one for one in reversed(state.incidents) if title in one.title), None)

        def reached(state: State) -> bool:
            incident = last(state)
            return incident is not None and holds(incident)

        try:
            incident = last(self._pagerduty.wait_until(reached, seconds=PATIENCE))
        except TimeoutError:
            got = [one.because for one in self._pagerduty.state.dropped[-1:]] or "nothing"
            raise SceneError(f"{title}: wanted an incident in PagerDuty, got {got}") from None
        assert incident is not None
        return incident

    def _until(self, holds: Callable[[], bool], wanted: str) -> None:
        until = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > until:
                raise SceneError(f"wanted {wanted} within {PATIENCE:.0f} s, got nothing")
            time.sleep(0.05)

    def _beats(self) -> int:
        return sum(beat.count for beat in self._pagerduty.watcher.heartbeats)

    def _notices(self) -> int:
        return sum("paging-health" in one.subject for one in self._aws.entries(Kind.NOTICE))

    def _lost(self, region: str) -> int:
        queues = self._aws.client("sqs", region)
        url = queues.get_queue_url(QueueName=self._named("lost-pages"))["QueueUrl"]
        wanted = "ApproximateNumberOfMessages"
        answer = queues.get_queue_attributes(QueueUrl=url, AttributeNames=[wanted])
        return int(answer["Attributes"][wanted])

    def _figures(self, region: str) -> dict[str, float]:
        cloudwatch = self._aws.client("cloudwatch", region)
        found: dict[str, float] = {}
        for name in ("PageTestArrived", "PageTestSeconds"):
            now = datetime.now(UTC)
            points = cloudwatch.get_metric_statistics(
                Namespace=self._namespace(),
                MetricName=name,
                StartTime=now - timedelta(minutes=5),
                EndTime=now + timedelta(minutes=5),
                Period=60,
                Statistics=["Sum"],
            )["Datapoints"]
            if points:
                found[name] = points[-1].get("Sum", 0.0)
        return found

    def _namespace(self) -> str:
        for function in self._stage.resources("AWS::Lambda::Function"):
            match function.properties.get("Environment"):
                case {"Variables": {"METRIC_NAMESPACE": str() as namespace}}:
                    return namespace
                case _:
                    continue
        raise SceneError("wanted a function with METRIC_NAMESPACE, got none")

    def _only(self, kind: str, region: str, sends: str) -> str:
        for resource in self._stage.resources(kind):
            if resource.stack.region == region and sends in str(resource.properties.get("Target")):
                return self._physical(resource)
        raise SceneError(f"wanted a {kind} that sends {sends} in {region}, got none")

    def _moment(self, what: str, seen: str) -> Moment:
        return Moment(timedelta(seconds=time.monotonic() - self._began), what, seen)
