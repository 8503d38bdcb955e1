"""The resource types the emulator's CloudFormation lacks, or knows only in part."""

import json

from local.cloud import EmbeddedAws
from tests.local.helpers import ACCOUNT, HOST, REGION, Stacks, Template, eventually


def alarm(name: str, **properties: object) -> dict[str, object]:
    said = {
        "AlarmName": name,
        "Namespace": "Films",
        "MetricName": "Errors",
        "Period": 60,
        "EvaluationPeriods": 3,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 5,
        **properties,
    }
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": said}


def test_a_composite_alarm_keeps_its_rule_and_suppressor_follows_an_update_and_goes(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    def template(rule: str, severity: str) -> Template:
        properties = {
            "AlarmName": "whole",
            "AlarmRule": rule,
            "ActionsSuppressor": "part",
            "ActionsSuppressorWaitPeriod": 60,
            "ActionsSuppressorExtensionPeriod": 60,
            "Tags": [{"Key": "severity", "Value": severity}],
        }
        whole: dict[str, object] = {
            "Type": "AWS::CloudWatch::CompositeAlarm",
            "DependsOn": "Part",
            "Properties": properties,
        }
        return {"Part": alarm("part"), "Whole": whole}

    cloudwatch = aws.client("cloudwatch", REGION)

    def found() -> list[str | None]:
        alarms = cloudwatch.describe_alarms(AlarmNames=["whole"], AlarmTypes=["CompositeAlarm"])
        return [one.get("AlarmRule") for one in alarms["CompositeAlarms"]]

    stack = stacks.create(template('ALARM("part")', "P1"))
    assert found() == ['ALARM("part")']
    whole = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"][0]
    assert whole.get("ActionsSuppressor") == "part"

    stacks.update(stack, template('NOT OK("part")', "P2"))
    assert found() == ['NOT OK("part")']
    tags = cloudwatch.list_tags_for_resource(ResourceARN=whole.get("AlarmArn", ""))["Tags"]
    assert tags == [{"Key": "severity", "Value": "P2"}]

    stacks.delete(stack)
    assert found() == []


def test_a_metric_math_alarm_keeps_its_queries(aws: EmbeddedAws, stacks: Stacks) -> None:
    stat = {"Metric": {"Namespace": "N", "MetricName": "M"}, "Period": 60, "Stat": "Sum"}
    queries = [
        {"Id": "rate", "Expression": "errors / 60", "ReturnData": True},
        {"Id": "errors", "MetricStat": stat, "ReturnData": False},
    ]
    properties = {
        "AlarmName": "math",
        "Metrics": queries,
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 1,
    }
    stack = stacks.create({"Math": {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}})
    answer = aws.client("cloudwatch", REGION).describe_alarms(AlarmNames=["math"])
    math = answer["MetricAlarms"][0]
    assert math.get("Metrics") == queries
    assert "MetricName" not in math
    stacks.delete(stack)


def test_no_metric_moves_an_alarm(aws: EmbeddedAws, stacks: Stacks) -> None:
    stack = stacks.create({"Still": alarm("still")})
    cloudwatch = aws.client("cloudwatch", REGION)
    data = [{"MetricName": "Errors", "Value": 99.0}]
    cloudwatch.put_metric_data(Namespace="Films", MetricData=data)  # pyright: ignore[reportArgumentType]
    still = cloudwatch.describe_alarms(AlarmNames=["still"])["MetricAlarms"][0]
    assert still.get("StateValue") == "INSUFFICIENT_DATA"
    stacks.delete(stack)


def test_a_topic_keeps_its_key_and_its_policy(aws: EmbeddedAws, stacks: Stacks) -> None:
    policy = {"Version": "2012-10-17", "Statement": [{"Sid": "Ours", "Effect": "Allow"}]}

    def template(key: str) -> Template:
        topic_policy = {"PolicyDocument": policy, "Topics": [{"Ref": "Topic"}]}
        return {
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": key}},
            "Policy": {"Type": "AWS::SNS::TopicPolicy", "Properties": topic_policy},
        }

    stack = stacks.create(template("alias/one"))
    arn = stacks.physical_ids(stack)["Topic"]
    sns = aws.client("sns", REGION)
    attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    assert attributes["KmsMasterKeyId"] == "alias/one"
    assert json.loads(attributes["Policy"]) == policy

    stacks.update(stack, template("alias/two"))
    assert sns.get_topic_attributes(TopicArn=arn)["Attributes"]["KmsMasterKeyId"] == "alias/two"
    stacks.delete(stack)


def test_a_subscription_is_confirmed_in_either_region_and_replaced_for_another_endpoint(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    redrive = {"deadLetterTargetArn": f"arn:aws:sqs:us-west-2:{ACCOUNT}:lost"}

    def template(path: str, retries: int) -> Template:
        properties = {
            "TopicArn": {"Ref": "Topic"},
            "Protocol": "https",
            "Endpoint": f"https://{HOST}/{path}",
            "DeliveryPolicy": {"healthyRetryPolicy": {"numRetries": retries}},
            "RedrivePolicy": redrive,
        }
        return {
            "Topic": {"Type": "AWS::SNS::Topic"},
            "Page": {"Type": "AWS::SNS::Subscription", "Properties": properties},
        }

    for region in aws.regions:
        sns = aws.client("sns", region)
        stack = stacks.create(template("one", retries=5), region)
        first = stacks.physical_ids(stack, region)["Page"]

        def attributes(arn: str) -> dict[str, str]:
            return sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]  # noqa: B023

        eventually(lambda: attributes(first)["PendingConfirmation"] == "false")  # noqa: B023
        assert json.loads(attributes(first)["RedrivePolicy"]) == redrive

        stacks.update(stack, template("one", retries=9), region)
        assert stacks.physical_ids(stack, region)["Page"] == first
        assert '"numRetries": 9' in attributes(first)["DeliveryPolicy"]

        stacks.update(stack, template("two", retries=9), region)
        assert attributes(stacks.physical_ids(stack, region)["Page"])["Endpoint"].endswith("/two")
        topic = stacks.physical_ids(stack, region)["Topic"]
        assert len(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]) == 1
        stacks.delete(stack, region)


def test_a_schedule_keeps_its_time_zone_and_retry_policy(aws: EmbeddedAws, stacks: Stacks) -> None:
    def template(expression: str) -> Template:
        target = {
            "Arn": "arn:aws:scheduler:::aws-sdk:sns:publish",
            "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/beat",
            "RetryPolicy": {"MaximumRetryAttempts": 3},
        }
        properties = {
            "Name": "weekly",
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "ScheduleExpression": expression,
            "ScheduleExpressionTimezone": "Europe/Copenhagen",
            "Target": target,
        }
        return {"Weekly": {"Type": "AWS::Scheduler::Schedule", "Properties": properties}}

    scheduler = aws.client("scheduler", REGION)
    stack = stacks.create(template("cron(0 9 ? * MON *)"))
    stacks.update(stack, template("cron(0 10 ? * MON *)"))
    weekly = scheduler.get_schedule(Name="weekly")
    assert weekly["ScheduleExpression"] == "cron(0 10 ? * MON *)"
    assert weekly["ScheduleExpressionTimezone"] == "Europe/Copenhagen"
    assert weekly["Target"].get("RetryPolicy") == {"MaximumRetryAttempts": 3}
    stacks.delete(stack)
    assert scheduler.list_schedules()["Schedules"] == []


def test_a_bucket_replicates_as_its_template_says(aws: EmbeddedAws, stacks: Stacks) -> None:
    versioned = {"VersioningConfiguration": {"Status": "Enabled"}}
    destination = {"BucketName": "films-copy", **versioned}
    copy: dict[str, object] = {"Type": "AWS::S3::Bucket", "Properties": destination}
    away = stacks.create({"Copy": copy}, "us-west-2")
    rule = {
        "Id": "all",
        "Status": "Enabled",
        "Priority": 1,
        "Filter": {"Prefix": ""},
        "DeleteMarkerReplication": {"Status": "Disabled"},
        "Destination": {
            "Bucket": "arn:aws:s3:::films-copy",
            "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
            "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": 15}},
        },
    }
    replication = {"Role": f"arn:aws:iam::{ACCOUNT}:role/copy", "Rules": [rule]}
    properties = {"BucketName": "films", **versioned, "ReplicationConfiguration": replication}
    home = stacks.create({"Films": {"Type": "AWS::S3::Bucket", "Properties": properties}})

    shown = aws.call("s3", REGION, "get_bucket_replication", Bucket="films")
    kept = shown["ReplicationConfiguration"]["Rules"][0]
    assert kept["ID"] == "all"
    assert kept["Destination"]["ReplicationTime"]["Time"] == {"Minutes": 15}
    aws.call("s3", REGION, "put_object", Bucket="films", Key="a", Body=b"film")
    found = aws.call("s3", "us-west-2", "head_object", Bucket="films-copy", Key="a")
    assert found["ReplicationStatus"] == "REPLICA"

    plain = {"BucketName": "films", **versioned}
    stacks.update(home, {"Films": {"Type": "AWS::S3::Bucket", "Properties": plain}})
    for bucket, region in (("films", REGION), ("films-copy", "us-west-2")):
        listed = aws.call("s3", region, "list_object_versions", Bucket=bucket)
        for version in listed["Versions"]:
            which = {"Bucket": bucket, "Key": "a", "VersionId": version["VersionId"]}
            aws.call("s3", region, "delete_object", **which)
    stacks.delete(home)
    stacks.delete(away, "us-west-2")


def test_a_backup_selection_belongs_to_its_plan_and_is_replaced(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    def template(name: str) -> Template:
        rule = {"RuleName": "daily", "TargetBackupVault": "kept"}
        plan = {"BackupPlan": {"BackupPlanName": "plan", "BackupPlanRule": [rule]}}
        selection = {"SelectionName": name, "IamRoleArn": "arn:role", "Resources": ["*"]}
        said = {"BackupPlanId": {"Ref": "Plan"}, "BackupSelection": selection}
        vault = {"BackupVaultName": "kept"}
        return {
            "Vault": {"Type": "AWS::Backup::BackupVault", "Properties": vault},
            "Plan": {"Type": "AWS::Backup::BackupPlan", "Properties": plan},
            "Selection": {"Type": "AWS::Backup::BackupSelection", "Properties": said},
        }

    stack = stacks.create(template("one"))
    plan = stacks.physical_ids(stack)["Plan"]

    def names() -> list[str]:
        answer = aws.call("backup", REGION, "list_backup_selections", BackupPlanId=plan)
        return [one["SelectionName"] for one in answer["BackupSelectionsList"]]

    assert names() == ["one"]
    stacks.update(stack, template("two"))
    assert names() == ["two"]
    stacks.delete(stack)


def test_a_function_keeps_its_queue_and_its_limit_and_loses_them_with_the_template(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    def template(**properties: object) -> Template:
        said = {
            "Code": {"ZipFile": "def handler(event, context): ..."},
            "Handler": "index.handler",
            "Role": f"arn:aws:iam::{ACCOUNT}:role/function",
            "Runtime": "python3.13",
            **properties,
        }
        return {"F": {"Type": "AWS::Lambda::Function", "Properties": said}}

    lambdas = aws.client("lambda", REGION)
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:lost"
    stack = stacks.create(
        template(DeadLetterConfig={"TargetArn": queue}, ReservedConcurrentExecutions="1")
    )
    name = stacks.physical_ids(stack)["F"]

    def kept() -> tuple[str | None, int | None]:
        configuration = lambdas.get_function_configuration(FunctionName=name)
        limit = lambdas.get_function_concurrency(FunctionName=name)
        target = configuration.get("DeadLetterConfig", {}).get("TargetArn")
        return target or None, limit.get("ReservedConcurrentExecutions")

    assert kept() == (queue, 1)
    stacks.update(stack, template(Timeout=20))
    assert kept() == (None, None)
    stacks.delete(stack)


def test_a_type_without_a_service_is_recorded_and_listed_as_such(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    def template(channel: str) -> Template:
        slack = {
            "ConfigurationName": "ops-alerts",
            "IamRoleArn": "arn:role",
            "SlackChannelId": channel,
            "SlackWorkspaceId": "T1",
        }
        document = {"Content": {"schemaVersion": "0.3"}, "Tags": [{"Key": "of", "Value": "arn"}]}
        return {
            "Slack": {"Type": "AWS::Chatbot::SlackChannelConfiguration", "Properties": slack},
            "Query": {"Type": "AWS::Logs::QueryDefinition", "Properties": {"Name": "q"}},
            "Document": {"Type": "AWS::SSM::Document", "Properties": document},
        }

    def recorded() -> dict[str, str]:
        return {one.logical_id: one.physical_id for one in aws.recorded() if one.stack == stack}

    stack = stacks.create(template("C1"))
    before = recorded()
    assert before["Slack"].endswith(f":{ACCOUNT}:chat-configuration/slack-channel/ops-alerts")
    assert before["Document"].startswith(f"{stack}-Document-")
    stacks.update(stack, template("C2"))
    assert recorded() == before
    stacks.delete(stack)
    assert recorded() == {}
