"""Who reminds of the next status update while something is open, and where updates are kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops import schedules
from filmops.alarms import AlarmSpec, Story
from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages, may_seal
from filmops.metrics import Metric
from filmops.names import Names
from filmops.paging import PagingPath
from filmops.scheduled_call import ScheduledCall
from filmops.topic import AlarmTopic
from filmops.watching import silence_alarm
from promises import Level, Severities, WeeklyMoment
from promises.on_call import Updates

INCIDENT_UPDATES = "incident-updates"
NAMESPACE = "FilmOps/Incidents"


@dataclass(frozen=True, slots=True)
class Told:
    """What a reminder says: of which environment, which severities, and where to go on.

    `events` are for each Region the rules of EventBridge that page, and as which severity.
    """

    environment: str
    severities: Severities
    events: Mapping[str, Mapping[str, Level]]
    status_page: str
    runbooks: str

    def levels(self, topics: Mapping[Level, Sequence[str]]) -> str:
        """The severities somebody promised updates for, with their topics, for the function."""
        return json.dumps(
            {
                level: {
                    "topics": list(topics[level]),
                    "every": int(severity.update_every.total_seconds()),
                }
                for level, severity in self.severities.items()
                if severity.update_every
            }
        )

    def rules(self) -> str:
        """The rules that page as one of them, for the function."""
        reported = {level for level, one in self.severities.items() if one.update_every}
        return json.dumps(
            {
                region: {rule: level for rule, level in rules.items() if level in reported}
                for region, rules in self.events.items()
            }
        )


def updates_silent(
    names: Names, region: str, updates: Updates, severities: Severities
) -> AlarmSpec:
    """The alarm on nobody looking whether an update is owed."""
    story = Story(
        broke="Nobody is reminded of status updates: the function that looks is silent",
        felt_by="Users may wait longer for news of an incident than was promised",
        runbook=INCIDENT_UPDATES,
    )
    events = Metric(
        NAMESPACE, "OpenIncidents", {"Severity": Level.P1.value}, "Maximum", updates.looked_every
    )
    name = names.alarm(f"{INCIDENT_UPDATES}-silent", region)
    silent = silence_alarm(updates.silence, name, events, story, severities)
    return replace(silent, source="on_call.updates.silence")


class IncidentUpdates(Construct):
    """A function that looks every few minutes what is open, and a table of what was said.

    It reminds in the channel before an update is due and until it is given. Whoever is on call
    gives one by calling it, and it says at the change of shifts what is open. `alarms` are the
    topics of every Region, by severity.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        told: Told,
        updates: Updates,
        handover: WeeklyMoment,
        topic: AlarmTopic,
        alarms: Mapping[Level, Sequence[str]],
        paging: PagingPath,
    ) -> None:
        super().__init__(scope, id)
        table = dynamodb.Table(
            self,
            "Said",
            table_name=names.of(INCIDENT_UPDATES),
            partition_key=dynamodb.Attribute(name="level", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="at", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            time_to_live_attribute="expires",
            deletion_protection=True,
            removal_policy=RemovalPolicy.RETAIN,
        )
        every = updates.looked_every
        self._function = OperationsFunction(
            self,
            "Reminder",
            name=names.of(INCIDENT_UPDATES),
            folder="incident_updates",
            environment={
                "ENVIRONMENT": told.environment,
                "ALARM_PREFIX": names.of(""),
                "LEVELS": told.levels(alarms),
                "EVENTS": told.rules(),
                "LOOK_SECONDS": str(int(every.total_seconds())),
                "TOPIC": topic.topic_arn,
                "TABLE": names.of(INCIDENT_UPDATES),
                "METRIC_NAMESPACE": NAMESPACE,
                "STATUS_PAGE": told.status_page,
                "RUNBOOK": f"{told.runbooks}#{INCIDENT_UPDATES}",
            },
            dead_letters=paging.lost_pages,
            timeout=Duration.minutes(2),
        )
        self._function.configure_async_invoke(
            max_event_age=Duration.seconds(every.total_seconds()), retry_attempts=2
        )
        self._grant(table, topic, paging)
        for step, expression, description in (
            ("look", schedules.every(every), "Whether a status update is owed"),
            ("handover", schedules.weekly(handover), "What is open at the change of shifts"),
        ):
            self._call(step, expression, description, paging.lost_pages)

    def _grant(self, table: dynamodb.Table, topic: AlarmTopic, paging: PagingPath) -> None:
        self._function.may(
            iam.PolicyStatement(
                actions=["dynamodb:PutItem", "dynamodb:Query"], resources=[table.table_arn]
            ),
            iam.PolicyStatement(actions=["sns:Publish"], resources=[topic.topic_arn]),
            may_seal(paging.key),
        )
        self._function.may_list(
            ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"],
            ["*"],
            "Alarms are listed by their state, whatever they are; metrics know no resource",
        )
        self._function.may_anywhere(
            iam.PolicyStatement(
                actions=["cloudwatch:PutMetricData"],
                resources=["*"],  # knows no resource; the namespace is the fence
                conditions={"StringEquals": {"cloudwatch:namespace": NAMESPACE}},
            ),
            "PutMetricData knows no resource; a condition fences the namespace",
        )

    def _call(self, step: str, expression: str, description: str, lost: LostPages) -> None:
        arn = self._function.function_arn
        ScheduledCall(
            self,
            step.capitalize(),
            description=description,
            expression=expression,
            target=arn,
            sends=json.dumps({"step": step}),
            may=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[arn])],
            lost_pages=lost,
        )
