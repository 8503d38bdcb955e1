"""A topic that alarms can really publish to."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct


class AlarmTopic(sns.Topic):
    """A sealed topic, open to this account's CloudWatch alarms and to nobody without TLS.

    Its name is fixed: people read it, and the other Region must know it.
    """

    def __init__(
        self, scope: Construct, id: str, *, name: str, shown_as: str, key: kms.Key
    ) -> None:
        super().__init__(
            scope, id, topic_name=name, display_name=shown_as, master_key=key, enforce_ssl=True
        )
        self.name = name
        # A topic policy replaces the permissive default, so alarms must be let in by name.
        self.add_to_resource_policy(_alarms_publish(self, Stack.of(self)))

    @property
    def spelled_arn(self) -> str:
        """Its ARN by its name, which a stack of another Region can write down."""
        return Stack.of(self).format_arn(
            service="sns", resource=self.name, arn_format=ArnFormat.NO_RESOURCE_NAME
        )


def _alarms_publish(topic: sns.Topic, stack: Stack) -> iam.PolicyStatement:
    alarms = stack.format_arn(
        service="cloudwatch",
        resource="alarm",
        resource_name="*",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    return iam.PolicyStatement(
        sid="AlarmsPublish",
        principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
        actions=["sns:Publish"],
        resources=[topic.topic_arn],
        conditions={
            "StringEquals": {"aws:SourceAccount": stack.account},
            "ArnLike": {"aws:SourceArn": alarms},
        },
    )
