"""What CloudWatch, EventBridge, Scheduler and Lambda show of their resources."""

from collections.abc import Mapping
from typing import cast

from local.clients import Clients
from local.compare.agreement import agree
from local.compare.core import CannotShowError, Deployed, Shown
from local.compare.reading import own, picked


def alarm(clients: Clients, resource: Deployed) -> Shown:
    """AWS::CloudWatch::Alarm and AWS::CloudWatch::CompositeAlarm."""
    cloudwatch = clients("cloudwatch", resource.region)
    answer = cloudwatch.describe_alarms(
        AlarmNames=[resource.physical_id], AlarmTypes=["MetricAlarm", "CompositeAlarm"]
    )
    found = [*answer["MetricAlarms"], *answer["CompositeAlarms"]]
    if not found:
        raise CannotShowError(f"{resource.physical_id}: DescribeAlarms does not know it")
    arn = found[0].get("AlarmArn", "")
    tags = cloudwatch.list_tags_for_resource(ResourceARN=arn).get("Tags", [])
    return {**picked(found[0], *resource.properties), "Tags": own(tags)}


def dashboard(clients: Clients, resource: Deployed) -> Shown:
    """AWS::CloudWatch::Dashboard."""
    answer = clients("cloudwatch", resource.region).get_dashboard(
        DashboardName=resource.physical_id
    )
    return picked(answer, "DashboardName", "DashboardBody")


def rule(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Events::Rule with its targets."""
    events = clients("events", resource.region)
    bus = str(resource.properties.get("EventBusName", "default"))
    about = events.describe_rule(Name=resource.physical_id, EventBusName=bus)
    targets = events.list_targets_by_rule(Rule=resource.physical_id, EventBusName=bus)["Targets"]
    names = ("Name", "EventPattern", "State", "ScheduleExpression", "Description", "RoleArn")
    return {**picked(about, *names), "EventBusName": bus, "Targets": targets}


def connection(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Events::Connection: which parameters it has, never their values."""
    about = clients("events", resource.region).describe_connection(Name=resource.physical_id)
    wanted = resource.properties.get("AuthParameters")
    # AWS keeps the values to itself: the template's count as kept where the rest agrees
    kept = agree(_without_values(wanted), _without_values(about.get("AuthParameters")))
    names = ("Name", "AuthorizationType", "Description")
    return {**picked(about, *names), "AuthParameters": wanted if kept else None}


def api_destination(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Events::ApiDestination."""
    events = clients("events", resource.region)
    return picked(
        events.describe_api_destination(Name=resource.physical_id),
        *("Name", "ConnectionArn", "HttpMethod", "InvocationEndpoint"),
        *("InvocationRateLimitPerSecond", "Description"),
    )


def schedule(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Scheduler::Schedule."""
    group = str(resource.properties.get("GroupName", "default"))
    scheduler = clients("scheduler", resource.region)
    about = scheduler.get_schedule(Name=resource.physical_id, GroupName=group)
    return picked(about, *resource.properties)


def function(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Lambda::Function: its configuration; its code is seen when it runs."""
    lambdas = clients("lambda", resource.region)
    about = lambdas.get_function_configuration(FunctionName=resource.physical_id)
    reserved = lambdas.get_function_concurrency(FunctionName=resource.physical_id)
    return {
        **picked(about, "FunctionName", "Runtime", "Handler", "Timeout", "MemorySize", "Role"),
        **picked(about, "Description", "Architectures", "Environment", "KmsKeyArn"),
        **picked(about, "DeadLetterConfig", "TracingConfig", "LoggingConfig"),
        **picked(reserved, "ReservedConcurrentExecutions"),
    }


VALUES = ("Value", "ApiKeyValue", "Password", "ClientSecret")


def _without_values(node: object) -> object:
    if isinstance(node, Mapping):
        members = cast("Mapping[str, object]", node).items()
        return {name: _without_values(value) for name, value in members if name not in VALUES}
    if isinstance(node, list):
        return [_without_values(item) for item in cast("list[object]", node)]
    return node
