"""What an alarm tells, and what its receivers make of it."""

from assurance.cloudwatch.notifying.actions import notifications
from assurance.cloudwatch.notifying.pagerduty import Shown, shown
from assurance.cloudwatch.notifying.sns import Sender, body, subject

__all__ = ["Sender", "Shown", "body", "notifications", "shown", "subject"]
