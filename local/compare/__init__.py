"""What the embedded AWS kept of the templates, and what it dropped."""

from local.compare import buckets, data, messaging, network, operations
from local.compare.core import Deployed, Finding, Reader, Verdict, compare_all
from local.compare.reading import physical_ids

READERS: dict[str, Reader] = {
    "AWS::Backup::BackupPlan": data.plan,
    "AWS::Backup::BackupSelection": data.selection,
    "AWS::Backup::BackupVault": data.vault,
    "AWS::CloudWatch::Alarm": operations.alarm,
    "AWS::CloudWatch::CompositeAlarm": operations.alarm,
    "AWS::CloudWatch::Dashboard": operations.dashboard,
    "AWS::EC2::SecurityGroup": network.security_group,
    "AWS::EC2::Subnet": network.subnet,
    "AWS::EC2::VPC": network.vpc,
    "AWS::Events::ApiDestination": operations.api_destination,
    "AWS::Events::Connection": operations.connection,
    "AWS::Events::Rule": operations.rule,
    "AWS::KMS::Key": messaging.key,
    "AWS::Lambda::Function": operations.function,
    "AWS::RDS::DBInstance": data.database,
    "AWS::RDS::DBParameterGroup": data.parameter_group,
    "AWS::RDS::DBSubnetGroup": data.subnet_group,
    "AWS::S3::Bucket": buckets.bucket,
    "AWS::S3::BucketPolicy": buckets.bucket_policy,
    "AWS::SNS::Subscription": messaging.subscription,
    "AWS::SNS::Topic": messaging.topic,
    "AWS::SNS::TopicPolicy": messaging.topic_policy,
    "AWS::SQS::Queue": messaging.queue,
    "AWS::SQS::QueuePolicy": messaging.queue_policy,
    "AWS::Scheduler::Schedule": operations.schedule,
    "AWS::SecretsManager::Secret": messaging.secret,
}
"""The types compared, and how each is read."""

__all__ = ["READERS", "Deployed", "Finding", "Reader", "Verdict", "compare_all", "physical_ids"]
