"""Objects that have no second copy: listed in a queue, and alarmed on."""

from datetime import timedelta

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from filmops.acknowledged import NO_DEAD_LETTERS, acknowledge
from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.data_key import DataKey
from filmops.media_bucket import MediaBucket
from filmops.metrics import Metric
from filmops.names import Names
from filmops.replica import bucket_arn
from promises import Severity

UNCOPIED = "uncopied-media"
EVENTS = (
    "s3:Replication:OperationFailedReplication",
    "s3:Replication:OperationMissedThreshold",
    "s3:Replication:OperationNotTracked",  # it has left the metrics: only this tells of it
)


class UncopiedMedia(sqs.Queue):
    """What replication failed on, was late with, or lost sight of, kept 14 days to be re-driven.

    S3 tells of it through SNS, SQS or Lambda only, not EventBridge; a topic that feeds PagerDuty
    takes alarms only. So it goes into a queue, and the queue's depth is the alarm.
    """

    def __init__(
        self, scope: Construct, id: str, *, names: Names, bucket: MediaBucket, key: DataKey
    ) -> None:
        super().__init__(
            scope,
            id,
            queue_name=names.of(UNCOPIED),
            encryption=sqs.QueueEncryption.KMS,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        acknowledge(self, NO_DEAD_LETTERS, "This is where dead letters end up; people read it")
        arn = bucket_arn(bucket.name)
        key.admit("s3.amazonaws.com", on_behalf_of=arn)
        admitted = self.add_to_resource_policy(_from_bucket(self, arn))
        bucket.resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            queue_configurations=[
                s3.CfnBucket.QueueConfigurationProperty(event=event, queue=self.queue_arn)
                for event in EVENTS
            ]
        )
        if admitted.policy_dependable:
            # S3 tries the queue as soon as the configuration is there.
            bucket.resource.node.add_dependency(admitted.policy_dependable)


def uncopied_media(names: Names, severity: Severity) -> AlarmSpec:
    """One object without its second copy is enough."""
    return AlarmSpec(
        name=names.of(UNCOPIED),
        story=Story(
            broke="Media objects have no copy in the recovery Region",
            felt_by="Nobody yet; whoever owns them, if the primary Region is lost now",
            runbook="uncopied-media",
        ),
        severity=severity,
        looks_at=Metric(
            namespace="AWS/SQS",
            name="ApproximateNumberOfMessagesVisible",
            dimensions={"QueueName": names.of(UNCOPIED)},
            statistic="Maximum",
            period=timedelta(minutes=1),
        ),
        comparison=Comparison.ABOVE,
        threshold=0,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,  # SQS stops publishing for a queue that is idle for hours
    )


def _from_bucket(queue: sqs.Queue, bucket: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid="ReplicationTells",
        principals=[iam.ServicePrincipal("s3.amazonaws.com")],
        actions=["sqs:SendMessage"],
        resources=[queue.queue_arn],
        conditions={
            "StringEquals": {"aws:SourceAccount": Stack.of(queue).account},
            "ArnLike": {"aws:SourceArn": bucket},
        },
    )
