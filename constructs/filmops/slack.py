"""Alarms in a Slack channel."""

from collections.abc import Sequence

from aws_cdk import aws_chatbot as chatbot
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.acknowledged import ANY_RESOURCE, acknowledge


class SlackChannel(Construct):
    """What the topics say, shown in one channel.

    AWS allows one configuration per channel and account, in whatever Region, so one of them serves
    the topics of every Region (docs/decisions). Its role reads CloudWatch for the charts under a
    message and nothing else; the same policy is the guardrail for what people ask it to do.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        workspace: str,
        channel: str,
        topics: Sequence[str],
    ) -> None:
        super().__init__(scope, id)
        charts = iam.ManagedPolicy(
            self,
            "Charts",
            description="What a Slack message about an alarm shows",
            statements=[_reads_metrics()],
        )
        acknowledge(charts, ANY_RESOURCE, "These read actions know no resource; nothing is written")
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("chatbot.amazonaws.com"),
            managed_policies=[charts],
        )
        chatbot.CfnSlackChannelConfiguration(
            self,
            "Channel",
            configuration_name=name,
            slack_workspace_id=workspace,
            slack_channel_id=channel,
            iam_role_arn=role.role_arn,
            guardrail_policies=[charts.managed_policy_arn],
            sns_topic_arns=list(topics),
            logging_level="ERROR",
        )


def _reads_metrics() -> iam.PolicyStatement:
    return iam.PolicyStatement(
        # These three know no resource-level permission (service authorization reference).
        actions=[
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "cloudwatch:GetMetricWidgetImage",
        ],
        resources=["*"],
    )
