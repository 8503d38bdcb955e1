"""What is wrong with alarms before any data: illegal settings, and alarms that cannot work."""

from assurance.cloudwatch.findings.finding import Finding, Kind
from assurance.cloudwatch.findings.search import findings

__all__ = ["Finding", "Kind", "findings"]
