"""The notices of every window: scheduled, sent on every channel, and what they prepare."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from filmops import schedules
from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages, may_seal
from filmops.maintenance_calendar import aheads, calendar_variable, one_offs
from filmops.maintenance_records import MaintenanceRecords
from filmops.mutes import Mutes
from filmops.names import Names
from filmops.paging import PagingPath
from filmops.scheduled_call import Purpose, ScheduledCall
from filmops.topic import AlarmTopic
from promises import text
from promises.maintenance import Maintenance

SCHEDULED = "<aws.scheduler.scheduled-time>"
"""What Scheduler replaces by the moment it was to fire at."""


@dataclass(frozen=True, slots=True)
class StartedAhead:
    """Something else that starts so long ahead of each window: by `may`, with {"before": true}.

    It is written for each date by the first notice, like the reminders that have no schedule of
    their own. It is given the window's id beside what it is sent.
    """

    target: str
    ahead: timedelta
    may: iam.PolicyStatement


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads a notice: the topic of Slack and email, and the status page.

    `status_page` is shown to people; `webhook` names the secret with its `url`, None without one.
    """

    environment: str
    topic: AlarmTopic
    status_page: str
    webhook: str | None

    @property
    def channels(self) -> tuple[str, ...]:
        """As records call them (functions/maintenance/notices.py)."""
        return ("announcements", "status_page") if self.webhook else ("announcements",)


class Notices(Construct):
    """A function that announces each window as early as promised, and again at each reminder.

    A reminder that is no nth weekday has no schedule here: the notice before it writes one for that
    date, into a group of its own, and so for what is `started` ahead.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        maintenance: Maintenance,
        readers: Readers,
        paging: PagingPath,
        records: MaintenanceRecords,
        mutes: Mutes,
        started: Sequence[StartedAhead] = (),
    ) -> None:
        super().__init__(scope, id)
        self._names = names
        self._maintenance = maintenance
        self._lost_pages = paging.lost_pages
        self._group = scheduler.CfnScheduleGroup(self, "Dates", name=names.of("windows"))
        self._name = names.of("maintenance-notices")
        self._roles = [
            self._role("Reminder", self._may_notify, paging.lost_pages),
            *(
                self._role(f"Start{number}", one.may, paging.lost_pages)
                for number, one in enumerate(started, start=1)
            ),
        ]
        self.sender = OperationsFunction(
            self,
            "Sender",
            name=self._name,
            folder="maintenance",
            module="notices",
            packaged=True,
            environment={
                **mutes.environment,
                "AHEAD": self._ahead(started),
                "CALENDAR": calendar_variable(maintenance),
                "DEAD_LETTERS": paging.lost_pages.queue_arn,
                "ENVIRONMENT": readers.environment,
                "SCHEDULES": names.of("windows"),
                "STATUS_PAGE": readers.status_page,
                "STATUS_PAGE_SECRET": readers.webhook or "",
                "TOPIC": readers.topic.topic_arn,
                "WORK": json.dumps(list(maintenance.activities.values())),
            },
            dead_letters=paging.lost_pages,
            timeout=Duration.minutes(5),
        )
        # Scheduler hands over and is content; from there on Lambda tries, as long and no longer.
        self.sender.configure_async_invoke(max_event_age=Duration.minutes(15), retry_attempts=2)
        self._grant(readers, paging, records)
        mutes.let_mute(self.sender)
        for ahead in aheads(maintenance):
            if ahead not in one_offs(maintenance):
                self._schedule(ahead)

    def _grant(self, readers: Readers, paging: PagingPath, records: MaintenanceRecords) -> None:
        self.sender.may(
            records.may_write,
            iam.PolicyStatement(actions=["sns:Publish"], resources=[readers.topic.topic_arn]),
            may_seal(paging.key),
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[role.role_arn for role in self._roles],
                conditions={"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}},
            ),
        )
        if readers.webhook:
            secret = secretsmanager.Secret.from_secret_name_v2(self, "Webhook", readers.webhook)
            # A secret's ARN ends in six characters nobody chooses.
            self.sender.may(
                iam.PolicyStatement(
                    actions=["secretsmanager:GetSecretValue"],
                    resources=[f"{secret.secret_arn}-??????"],
                )
            )
        dates = Stack.of(self).format_arn(
            service="scheduler",
            resource="schedule",
            resource_name=f"{self._names.of('windows')}/*",
        )
        self.sender.may_among(
            "A schedule is named after the day of its window; its group holds nothing else",
            iam.PolicyStatement(actions=["scheduler:CreateSchedule"], resources=[dates]),
        )

    def _ahead(self, started: Sequence[StartedAhead]) -> str:
        """The variable AHEAD of functions/maintenance/ahead.py."""
        reminder, *others = self._roles
        reminders = [
            _once(f"notice-{_seconds(one)}", one, self._arn, reminder, {"ahead": _seconds(one)})
            for one in one_offs(self._maintenance)
        ]
        others_started = [
            _once(f"start-{number}", one.ahead, one.target, role, {"before": True})
            for number, (one, role) in enumerate(zip(started, others, strict=True), start=1)
        ]
        return json.dumps([*reminders, *others_started])

    @property
    def _arn(self) -> str:
        """By its name: the function's own variables cannot refer to it."""
        return Stack.of(self).format_arn(
            service="lambda",
            resource="function",
            resource_name=self._name,
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )

    @property
    def _may_notify(self) -> iam.PolicyStatement:
        return iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[self._arn])

    def _role(self, id: str, may: iam.PolicyStatement, lost_pages: LostPages) -> iam.Role:
        role = iam.Role(
            self,
            id,
            assumed_by=iam.ServicePrincipal("scheduler.amazonaws.com"),
            description="What is scheduled for the date of one window",
        )
        iam.Policy(self, f"{id}May", roles=[role], statements=[may, *lost_pages.may_bury])
        return role

    def _schedule(self, ahead: timedelta) -> None:
        sends = json.dumps({"ahead": _seconds(ahead), "scheduled": SCHEDULED})
        arn = self.sender.function_arn
        for day, expression in schedules.notices(self._maintenance, ahead).items():
            ScheduledCall(
                self,
                f"{day} {text(ahead)}".replace(" ", ""),
                description=f"Announces the window of the {day}, {text(ahead)} ahead",
                expression=expression,
                target=arn,
                sends=sends,
                may=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[arn])],
                lost_pages=self._lost_pages,
                purpose=Purpose.NOTICE,
            )


def _once(
    name: str, ahead: timedelta, target: str, role: iam.Role, sends: Mapping[str, object]
) -> Mapping[str, object]:
    return {
        "name": name,
        "seconds": _seconds(ahead),
        "target": target,
        "role": role.role_arn,
        "sends": sends,
    }


def _seconds(ahead: timedelta) -> int:
    return int(ahead.total_seconds())
