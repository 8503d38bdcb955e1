"""What CloudWatch, EventBridge, Scheduler and Lambda show of their resources."""

from collections.abc import Mapping
from typing import cast

from local.clients import Clients
from local.compare.core import CannotShowError, Deployed, Shown
from local.compare.reading import picked


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
    return {**picked(found[0], *resource.properties), "Tags": tags}


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
    """AWS::Events::Connection: names of its parameters, never their values."""
    about = clients("events", resource.region).describe_connection(Name=resource.physical_id)
    shown = cast("Mapping[str, object]", about.get("AuthParameters"))
    wanted = resource.properties.get("AuthParameters")
    # AWS never shows the values; the emulator does, so both sides are reduced to what AWS shows
    kept = wanted if _names(wanted) == _names(shown) else None
    names = ("Name", "AuthorizationType", "Description")
    return {**picked(about, *names), "AuthParameters": kept}


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


def _names(node: object) -> object:
    """The same structure with every value but a parameter's own name taken away."""
    if isinstance(node, Mapping):
        members = cast("Mapping[str, object]", node)
        return {
            name: value if name in ("Key", "ApiKeyName") else _names(value)
            for name, value in members.items()
        }
    if isinstance(node, list):
        return [_names(item) for item in cast("list[object]", node)]
    return None
