"""A calendar written by hand, in every service that keeps one: every rule is kept by it.

Tests change one thing.
"""

from datetime import date
from typing import Any

from tests.assurance.lab import Template
from tests.assurance.proof.maintenance.announced_path import announced, target
from tests.assurance.proof.maintenance.worked_path import worked
from tests.assurance.proof.parts import resource

TODAY = date(2026, 11, 24)
CALENDAR = "filmops:calendar"
DAILY = "cron(0 12 * * ? *)"
# Where the tests put their one change.
EXCLUDED = ("Objective", "ExclusionWindows", 1)
RECURS = (*EXCLUDED, "RecurrenceRule", "Expression")
PLANNED = ("Plan", "BackupPlan", "BackupPlanRule", 0)
EXPRESSION = "ScheduleExpression"


def excluded(expression: str) -> dict[str, Any]:
    return {
        "Window": {"Duration": 4, "DurationUnit": "HOUR"},
        "RecurrenceRule": {"Expression": expression},
    }


def schedule(
    expression: str, purpose: str = "", calls: str = "Anything", sends: object = None
) -> dict[str, Any]:
    made = resource(
        "AWS::Scheduler::Schedule",
        ScheduleExpression=expression,
        ScheduleExpressionTimezone="UTC",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target=target(calls, sends),
    )
    return {**made, "Metadata": {CALENDAR: purpose}} if purpose else made


def notice(expression: str, ahead: int = 604800) -> dict[str, Any]:
    return schedule(expression, "notice", "Notices", {"ahead": ahead})


def patching(expression: str) -> dict[str, Any]:
    return resource(
        "AWS::SSM::MaintenanceWindow",
        Schedule=expression,
        ScheduleTimezone="Etc/UTC",
        Duration=4,
        Cutoff=1,
    )


def mute(expression: str, *alarms: object) -> dict[str, Any]:
    said = {"Expression": expression, "Duration": "PT4H", "Timezone": "UTC"}
    return resource(
        "AWS::CloudWatch::AlarmMuteRule",
        Rule={"Schedule": said},
        MuteTargets={"AlarmNames": list(alarms)},
    )


def alarm(name: str, severity: str) -> dict[str, Any]:
    tags = [{"Key": "severity", "Value": severity}]
    return resource("AWS::CloudWatch::Alarm", AlarmName=name, Tags=tags)


def whole() -> Template:
    backed_up = {"ScheduleExpression": DAILY, "StartWindowMinutes": 60}
    return {
        "Resources": {
            "Objective": resource(
                "AWS::ApplicationSignals::ServiceLevelObjective",
                ExclusionWindows=[
                    excluded("cron(0 2 ? * SUN#2 *)"),
                    excluded("cron(0 2 ? * SUN#4 *)"),
                ],
            ),
            "Second": schedule("cron(0 2 ? * SUN#2 *)", "window", "Window"),
            "Fourth": schedule("cron(0 2 ? * SUN#4 *)", "window", "Window"),
            "First": notice("cron(0 2 ? * SUN#1 *)"),
            "Third": notice("cron(0 2 ? * SUN#3 *)"),
            "HourOfSecond": notice("cron(0 1 ? * SUN#2 *)", 3600),
            "HourOfFourth": notice("cron(0 1 ? * SUN#4 *)", 3600),
            "Looks": schedule("rate(15 minutes)", calls="CalendarWatch"),
            "Patching": patching("cron(0 2 ? * SUN#2 *)"),
            "MorePatching": patching("cron(0 2 ? * SUN#4 *)"),
            "Database": resource(
                "AWS::RDS::DBInstance",
                PreferredMaintenanceWindow="sun:02:00-sun:06:00",
                PreferredBackupWindow="07:00-07:30",
                AutoMinorVersionUpgrade=False,
                ManageMasterUserPassword=True,
            ),
            "Plan": resource("AWS::Backup::BackupPlan", BackupPlan={"BackupPlanRule": [backed_up]}),
            "RestoreTest": resource(
                "AWS::Backup::RestoreTestingPlan",
                ScheduleExpression="cron(0 14 1 * ? *)",
                StartWindowHours=4,
            ),
            "PageTest": schedule("cron(0 10 ? * MON *)"),
            "Drill": resource(
                "AWS::Events::Rule",
                ScheduleExpression="cron(0 9 1 1/3 ? *)",
                Targets=[target("Anything")],
            ),
            **announced(),
            **worked(),
            "Watch": schedule("cron(0/5 * * * ? *)"),
            "Beat": schedule("rate(5 minutes)"),
            "Mute": mute("at(2026-12-13T02:00)", "slow"),
            "Slow": alarm("slow", "P2"),
            "Gone": alarm("gone", "P1"),
        }
    }
