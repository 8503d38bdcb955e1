"""The media's copy in the other Region, made as objects are written."""

from datetime import timedelta

from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from filmops.media_bucket import MediaBucket
from filmops.media_names import TO_RECOVERY
from filmops.replica import Replica
from filmops.replication_role import ReplicationRole

WITHIN = timedelta(minutes=15)
"""The one time S3's Replication Time Control can promise."""


class Replication(Construct):
    """Every object of `bucket` into `replica`, within 15 minutes by S3's own agreement.

    Deletions are not copied: whoever deletes here by mistake, or with malice, finds everything
    there (docs/decisions/0011).
    """

    def __init__(
        self, scope: Construct, id: str, *, bucket: MediaBucket, key: kms.Key, replica: Replica
    ) -> None:
        super().__init__(scope, id)
        role = ReplicationRole(self, "Role", bucket=bucket, key=key, replica=replica)
        minutes = s3.CfnBucket.ReplicationTimeValueProperty(minutes=WITHIN // timedelta(minutes=1))
        bucket.resource.replication_configuration = s3.CfnBucket.ReplicationConfigurationProperty(
            role=role.role_arn,
            rules=[
                s3.CfnBucket.ReplicationRuleProperty(
                    id=TO_RECOVERY,
                    status="Enabled",
                    priority=1,
                    filter=s3.CfnBucket.ReplicationRuleFilterProperty(prefix=""),
                    delete_marker_replication=s3.CfnBucket.DeleteMarkerReplicationProperty(
                        status="Disabled"
                    ),
                    source_selection_criteria=s3.CfnBucket.SourceSelectionCriteriaProperty(
                        # Without it S3 leaves out every object under a customer key.
                        sse_kms_encrypted_objects=s3.CfnBucket.SseKmsEncryptedObjectsProperty(
                            status="Enabled"
                        )
                    ),
                    destination=s3.CfnBucket.ReplicationDestinationProperty(
                        bucket=replica.arn,
                        encryption_configuration=s3.CfnBucket.EncryptionConfigurationProperty(
                            replica_kms_key_id=replica.key_arn
                        ),
                        replication_time=s3.CfnBucket.ReplicationTimeProperty(
                            status="Enabled", time=minutes
                        ),
                        metrics=s3.CfnBucket.MetricsProperty(
                            status="Enabled", event_threshold=minutes
                        ),
                    ),
                )
            ],
        )
        # S3 tries the role as soon as the configuration is there.
        bucket.resource.node.add_dependency(role.rights)
