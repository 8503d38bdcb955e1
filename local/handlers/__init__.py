"""Real handlers for resource types the emulator's CloudFormation lacks or knows only in part."""

from local.handlers.api_destination import ApiDestination
from local.handlers.backup_selection import BackupSelection
from local.handlers.bucket import Bucket
from local.handlers.composite_alarm import CompositeAlarm
from local.handlers.database import Database
from local.handlers.event_connection import EventConnection
from local.handlers.function import Function
from local.handlers.metric_alarm import MetricAlarm
from local.handlers.schedule import Schedule
from local.handlers.security_group_rule import security_group_rules
from local.handlers.subscription import Subscription
from local.handlers.topic import Topic
from local.resource import Handler


def every_handler() -> tuple[Handler, ...]:
    """One per type; ministack must be importable, since some complete its own."""
    return (
        ApiDestination(),
        BackupSelection(),
        Bucket(),
        CompositeAlarm(),
        Database(),
        EventConnection(),
        Function(),
        MetricAlarm(),
        Schedule(),
        *security_group_rules(),
        Subscription(),
        Topic(),
    )
