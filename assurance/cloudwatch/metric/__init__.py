"""Metric alarms, evaluated at every instant of a span in one pass."""

from assurance.cloudwatch.metric.course import course_of

__all__ = ["course_of"]
