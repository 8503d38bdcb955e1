"""Changes as people make them: each one edit of production's real templates."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

Resource = dict[str, Any]
Resources = dict[str, Resource]
Edit = Callable[[Resources], object]
ALARM, TOPIC, POLICY = "AWS::CloudWatch::Alarm", "AWS::SNS::Topic", "AWS::IAM::Policy"
DATABASE, BUCKET, LOGS = "AWS::RDS::DBInstance", "AWS::S3::Bucket", "AWS::Logs::LogGroup"
SCHEDULE, FUNCTION = "AWS::Scheduler::Schedule", "AWS::Lambda::Function"
OPEN = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": "0.0.0.0/0"}
MUTE = {
    "Type": "AWS::CloudWatch::AlarmMuteRule",
    "Properties": {
        "Name": "filmops-prod-quiet-night",
        "Rule": {"Schedule": {"Expression": "cron(0 22 * * *)", "Duration": "PT2H"}},
        "MuteTargets": {"AlarmNames": ["filmops-prod-workers-cpu"]},
    },
}


def named(name: str, resources: Resources) -> Resource:
    """The alarm of that name, without the prefix that all have."""
    wanted = f"filmops-prod-{name}"
    return next(one for one in resources.values() if one["Properties"].get("AlarmName") == wanted)


def first(kind: str, part: str, resources: Resources) -> tuple[str, Resource]:
    """The first resource of a type whose logical id begins like that."""
    found = ((key, one) for key, one in resources.items() if one["Type"] == kind)
    return next((key, one) for key, one in found if key.startswith(part))


def alarm(name: str, **properties: object) -> Edit:
    return lambda resources: named(name, resources)["Properties"].update(properties)


def alarms(names: tuple[str, ...], **properties: object) -> Edit:
    return lambda resources: [
        named(name, resources)["Properties"].update(properties) for name in names
    ]


def put(kind: str, part: str, **properties: object) -> Edit:
    return lambda resources: first(kind, part, resources)[1]["Properties"].update(properties)


def beside(kind: str, part: str, **attributes: object) -> Edit:
    return lambda resources: first(kind, part, resources)[1].update(attributes)


def remove(kind: str, part: str) -> Edit:
    return lambda resources: resources.pop(first(kind, part, resources)[0])


def add(logical_id: str, resource: Resource) -> Edit:
    return lambda resources: resources.update({logical_id: deepcopy(resource)})


def remove_alarm(name: str) -> Edit:
    def edit(resources: Resources) -> None:
        wanted = named(name, resources)
        resources.pop(next(key for key, one in resources.items() if one is wanted))

    return edit


def new_alarm_without_runbook(resources: Resources) -> None:
    copied = deepcopy(named("workers-cpu", resources))
    copied["Properties"] |= {
        "AlarmName": "filmops-prod-workers-hot",
        "AlarmDescription": "The workers are hot.",
    }
    copied.pop("Metadata", None)
    resources["FilmopsProdWorkersHot"] = copied


def both(*edits: Edit) -> Edit:
    return lambda resources: [edit(resources) for edit in edits]


def without(kind: str, part: str, name: str) -> Edit:
    return lambda resources: first(kind, part, resources)[1]["Properties"].pop(name)


def ends_after_a_month(resources: Resources) -> None:
    lifecycle = first(BUCKET, "Media", resources)[1]["Properties"]["LifecycleConfiguration"]
    lifecycle["Rules"].append({"Id": "Clean", "Status": "Enabled", "ExpirationInDays": 30})


def in_clear(resources: Resources) -> None:
    group = first("AWS::RDS::DBParameterGroup", "HomeParameters", resources)[1]
    group["Properties"]["Parameters"]["rds.force_ssl"] = "0"


def another_queue(resources: Resources) -> None:
    alarm = named("jobs-queue-depth-signal", resources)["Properties"]
    alarm["Dimensions"][0]["Value"] = "other"


def weekly_snapshots(resources: Resources) -> None:
    plan = first("AWS::Backup::BackupPlan", "ThirdCopy", resources)[1]["Properties"]["BackupPlan"]
    plan["BackupPlanRule"][0]["ScheduleExpression"] = "cron(0 12 ? * SUN *)"


def second_audience(resources: Resources) -> None:
    provider = first("AWS::IAM::OIDCProvider", "", resources)[1]["Properties"]
    provider["ClientIdList"].append("https://example.com")


def one_action_more(resources: Resources) -> None:
    policy = first(POLICY, "CalendarGate", resources)[1]["Properties"]["PolicyDocument"]
    statement = policy["Statement"][0]
    written = statement["Action"]
    statement["Action"] = [*(written if isinstance(written, list) else [written]), "s3:GetObject"]


def all_ports(resources: Resources) -> None:
    rule = first("AWS::EC2::SecurityGroupIngress", "Care", resources)[1]["Properties"]
    rule |= {"FromPort": 0, "ToPort": 65535}


def another_status_page(resources: Resources) -> None:
    function = first(FUNCTION, "UpdatesReminder", resources)[1]["Properties"]
    function["Environment"]["Variables"]["STATUS_PAGE"] = "https://status.example.com"


def no_key_for_cloudwatch(resources: Resources) -> None:
    policy = first("AWS::KMS::Key", "", resources)[1]["Properties"]["KeyPolicy"]
    policy["Statement"] = [
        one for one in policy["Statement"] if "cloudwatch" not in json.dumps(one["Principal"])
    ]


def reads_every_bucket(resources: Resources) -> None:
    policy = first(POLICY, "ReplicationRole", resources)[1]["Properties"]["PolicyDocument"]
    policy["Statement"][0]["Resource"] = "*"


def reads_less(resources: Resources) -> None:
    policy = first(POLICY, "ReplicationRole", resources)[1]["Properties"]["PolicyDocument"]
    policy["Statement"][0]["Action"] = policy["Statement"][0]["Action"][:1]


def other_code(resources: Resources) -> None:
    code = first(FUNCTION, "RecoveryPoint", resources)[1]["Properties"]["Code"]
    code["S3Key"] = f"{'0' * 64}.zip"


def window_at_three(resources: Resources) -> None:
    for one in resources.values():
        for window in one["Properties"].get("ExclusionWindows", ()):
            rule = window["RecurrenceRule"]
            rule["Expression"] = rule["Expression"].replace("cron(0 2 ", "cron(0 3 ")


def less_urgent(resources: Resources) -> None:
    named("workers-cpu", resources)["Properties"]["Tags"] = [{"Key": "severity", "Value": "P3"}]


def opened(resources: Resources) -> None:
    group = first("AWS::EC2::SecurityGroup", "HomeGuard", resources)[1]["Properties"]
    group.setdefault("SecurityGroupIngress", []).append(OPEN)


def owner_tag(resources: Resources) -> None:
    bucket = first(BUCKET, "Media", resources)[1]["Properties"]
    bucket.setdefault("Tags", []).append({"Key": "owner", "Value": "films"})


def better_words(resources: Resources) -> None:
    said = named("workers-cpu", resources)["Properties"]
    said["AlarmDescription"] = f"Better said. {said['AlarmDescription']}"


MEDIUM = ("api-availability-medium-6h", "api-availability-medium-30m")
EDITS: dict[str, tuple[str, Edit]] = {
    "a threshold": ("Monitoring", alarm("workers-cpu", Threshold=95)),
    "a burn rate": ("Monitoring", alarms(MEDIUM, Threshold=0.3)),
    "a window": ("Monitoring", alarm("workers-cpu", EvaluationPeriods=20, DatapointsToAlarm=20)),
    "what silence means": ("Monitoring", alarm("workers-cpu", TreatMissingData="notBreaching")),
    "an urgency": ("Monitoring", less_urgent),
    "an alarm's name": ("Monitoring", alarm("workers-cpu", AlarmName="filmops-prod-workers-heat")),
    "an alarm without runbook": ("Monitoring", new_alarm_without_runbook),
    "a lost runbook": ("Monitoring", alarm("workers-cpu", AlarmDescription="Hot. P2: respond.")),
    "a description only": ("Monitoring", better_words),
    "an alarm removed": ("Monitoring", remove_alarm("workers-cpu")),
    "a mute": ("Monitoring", add("QuietNight", MUTE)),
    "a maintenance window": ("Monitoring", window_at_three),
    "a schedule": (
        "Paging",
        put(SCHEDULE, "PageTestRaise", ScheduleExpression="cron(0 11 ? * MON *)"),
    ),
    "a schedule switched off": ("Data", put(SCHEDULE, "RecoveryPointPoll", State="DISABLED")),
    "a topic's name": ("Paging", put(TOPIC, "PathP2", TopicName="filmops-prod-page2")),
    "a key policy": ("Paging", no_key_for_cloudwatch),
    "a subscription removed": ("Paging", remove("AWS::SNS::Subscription", "PathP2PagerDuty")),
    "backup retention": ("Data", put(DATABASE, "", BackupRetentionPeriod=7)),
    "log retention": ("Data", put(LOGS, "DatabaseLogUpgrade", RetentionInDays=3)),
    "a database's identifier": ("Data", put(DATABASE, "", DBInstanceIdentifier="films")),
    "an engine version": ("Data", put(DATABASE, "", EngineVersion="17.99")),
    "a standby dropped": ("Data", put(DATABASE, "", MultiAZ=False)),
    "a deletion policy": ("Data", beside(BUCKET, "Media", DeletionPolicy="Delete")),
    "a bucket removed": ("Data", remove(BUCKET, "DrillsRecordsBucket")),
    "an IAM wildcard": ("Data", reads_every_bucket),
    "less is kept": (
        "Data",
        both(
            ends_after_a_month,
            without(BUCKET, "Media", "BucketEncryption"),
            weekly_snapshots,
            put(SCHEDULE, "DrillsRecordsAges", ScheduleExpression="rate(24 hours)"),
        ),
    ),
    "a database upgraded, dearer and in clear": (
        "Data",
        both(
            in_clear,
            put("AWS::Logs::MetricFilter", "", FilterPattern='"nothing"'),
            put(
                DATABASE,
                "",
                EngineVersion="18",
                DBInstanceClass="db.t4g.medium",
                AllocatedStorage="200",
                StorageType="io2",
                Iops=20000,
                DatabaseInsightsMode="advanced",
            ),
        ),
    ),
    "records less guarded, and more doors": (
        "Maintenance",
        both(
            put(
                "AWS::DynamoDB::Table",
                "CalendarRecords",
                PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False},
                DeletionProtectionEnabled=False,
            ),
            one_action_more,
            all_ports,
        ),
    ),
    "a deployment nobody sees": ("Monitoring", alarm("deployed", Threshold=1000)),
    "another queue": ("Services1", another_queue),
    "a second audience": ("Delivery", second_audience),
    "what on-call works with": (
        "OnCall",
        both(
            remove("AWS::Logs::QueryDefinition", "QueriesApiErrors"),
            put("AWS::Logs::QueryDefinition", "QueriesWorkersErrors", QueryString="limit 1"),
            another_status_page,
        ),
    ),
    "rights narrowed": ("Data", reads_less),
    "a security group opened": ("Data", opened),
    "code only": ("Data", other_code),
    "a tag only": ("Data", owner_tag),
}
