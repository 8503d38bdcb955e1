"""Composite alarms: their rules, their states and the suppression of their actions."""

from assurance.cloudwatch.composite.course import courses_of
from assurance.cloudwatch.composite.rule import Rule, parse_rule
from assurance.cloudwatch.composite.suppression import suppressed

__all__ = ["Rule", "courses_of", "parse_rule", "suppressed"]
