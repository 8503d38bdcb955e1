"""The weekly proof that an alarm still becomes an incident in PagerDuty."""

import json
from dataclasses import dataclass
from datetime import timedelta

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.metrics import Metric
from filmops.names import Names
from filmops.scheduled_call import ScheduledCall
from filmops.schedules import weekly
from promises import Severity, WeeklyMoment
from promises.on_call import PageTest as Appointment

NAMESPACE = "FilmOps/Paging"
PAGE_TEST = "page-test"
_WEEKLY = "on_call.page_test.moment docs/decisions/0003-what-watches-the-paging-path.md"


@dataclass(frozen=True, slots=True)
class PageTestAlarms:
    """The alarm that the test raises, and the one that says the test did not arrive."""

    test: AlarmSpec
    missed: AlarmSpec


def page_test_alarms(
    names: Names, region: str, *, test: Severity, missed: Severity
) -> PageTestAlarms:
    """Both alarms; the second looks back a week, so it is red until a first test has arrived."""
    return PageTestAlarms(
        test=AlarmSpec(
            name=names.alarm(PAGE_TEST, region),
            story=Story(
                "The weekly page test is running",
                "Nobody: it shows that pages arrive, and resolves itself within minutes",
                PAGE_TEST,
            ),
            severity=test,
            looks_at=_metric("PageTestRequested", timedelta(minutes=1)),
            comparison=Comparison.ABOVE,
            threshold=0,
            datapoints=1,
            window=1,
            missing=MissingData.HEALTHY,
            source=_WEEKLY,
        ),
        missed=AlarmSpec(
            name=names.alarm(f"{PAGE_TEST}-missed", region),
            story=Story(
                "No page test has arrived in PagerDuty for a week",
                "The on-call engineer may not hear of an incident",
                PAGE_TEST,
            ),
            severity=missed,
            # By days: over one period of a week CloudWatch would go on finding the last test for two
            # more weeks before it took the silence for a breach (EVALUATED in filmops.watching).
            looks_at=_metric("PageTestArrived", timedelta(days=1)),
            comparison=Comparison.BELOW,
            threshold=1,
            datapoints=7,
            window=7,
            missing=MissingData.BREACHING,
            source=_WEEKLY,
        ),
    )


class PageTest(Construct):
    """A function that raises the test alarm, and some minutes later asks PagerDuty whether it came.

    `alarm` is the test alarm's name; `token` names the secret (field `token`) of a read-only
    PagerDuty REST key.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        alarm: str,
        token: str,
        when: Appointment,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        secret = secretsmanager.Secret.from_secret_name_v2(self, "Token", token)
        tester = OperationsFunction(
            self,
            "Tester",
            name=names.of(PAGE_TEST),
            folder="page_test",
            environment={
                "METRIC_NAMESPACE": NAMESPACE,
                "PAGE_TEST_ALARM": alarm,
                "PAGERDUTY_TOKEN_SECRET": token,
                "PAGE_TEST_WINDOW_SECONDS": str(int(2 * when.arrives_within.total_seconds())),
            },
            dead_letters=lost_pages,
            timeout=Duration.minutes(2),
        )
        tester.may(_reads(secret), _reads_history(alarm, Stack.of(self)))
        tester.may_anywhere(
            _publishes_its_metrics(),
            "PutMetricData knows no resource; a condition fences the namespace",
        )
        verified = when.moment.later(when.arrives_within)
        for step, moment in (("raise", when.moment), ("verify", verified)):
            self._schedule(step, moment, tester, lost_pages)

    def _schedule(
        self, step: str, moment: WeeklyMoment, tester: OperationsFunction, lost_pages: LostPages
    ) -> None:
        arn = tester.function_arn
        ScheduledCall(
            self,
            step.capitalize(),
            description=f"The weekly page test: {step}",
            expression=weekly(moment),
            target=arn,
            sends=json.dumps({"step": step}),
            may=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[arn])],
            lost_pages=lost_pages,
        )


def _metric(name: str, period: timedelta) -> Metric:
    return Metric(namespace=NAMESPACE, name=name, dimensions={}, statistic="Sum", period=period)


def _reads_history(alarm: str, stack: Stack) -> iam.PolicyStatement:
    arn = stack.format_arn(
        service="cloudwatch",
        resource="alarm",
        resource_name=alarm,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    return iam.PolicyStatement(actions=["cloudwatch:DescribeAlarmHistory"], resources=[arn])


def _reads(secret: secretsmanager.ISecret) -> iam.PolicyStatement:
    # A secret's ARN ends in six characters nobody chooses.
    return iam.PolicyStatement(
        actions=["secretsmanager:GetSecretValue"], resources=[f"{secret.secret_arn}-??????"]
    )


def _publishes_its_metrics() -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=["cloudwatch:PutMetricData"],
        resources=["*"],  # knows no resource; the namespace is the fence
        conditions={"StringEquals": {"cloudwatch:namespace": NAMESPACE}},
    )
