"""What the embedded AWS kept of the templates, and what it dropped."""

from local.compare import messaging, operations
from local.compare.core import Deployed, Finding, Reader, Verdict, compare_all
from local.compare.reading import physical_ids

READERS: dict[str, Reader] = {
    "AWS::CloudWatch::Alarm": operations.alarm,
    "AWS::CloudWatch::CompositeAlarm": operations.alarm,
    "AWS::CloudWatch::Dashboard": operations.dashboard,
    "AWS::Events::ApiDestination": operations.api_destination,
    "AWS::Events::Connection": operations.connection,
    "AWS::Events::Rule": operations.rule,
    "AWS::KMS::Key": messaging.key,
    "AWS::Lambda::Function": operations.function,
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
