"""Every alarm of an account over a span of time: states, notifications, and what stays open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from assurance.cloudwatch.alarm import Account, Alarm, CompositeAlarm, MetricAlarm, OpaqueAlarm
from assurance.cloudwatch.composite import courses_of
from assurance.cloudwatch.data import Data
from assurance.cloudwatch.findings import limits
from assurance.cloudwatch.history import Course, History, Unspecified
from assurance.cloudwatch.metric import course_of
from assurance.cloudwatch.metric.course import opaque
from assurance.cloudwatch.muting import muted
from assurance.cloudwatch.notifying import notifications
from assurance.cloudwatch.state import State


def evaluate(
    account: Account, data: Data, start: int, end: int, evaluation_range: int | None = None
) -> tuple[History, ...]:
    """What every alarm does from start to end, in seconds since 1970, UTC, both included.

    `evaluation_range` is how many data points an alarm fetches, for which AWS publishes no formula;
    without it N + 2, and wherever another plausible length gives another state that is said.
    Raises AlarmError for a rule or a schedule that CloudWatch would refuse, and for series that
    cannot give what an alarm looks at.
    """
    known = measured_courses(account.alarms, data, start, end, evaluation_range)
    return histories_of(account, known, start, end)


def measured_courses(
    alarms: Iterable[Alarm], data: Data, start: int, end: int, evaluation_range: int | None = None
) -> dict[str, Course]:
    """The course by name of each alarm that is no composite: none needs another's."""
    return {
        alarm.name: _course(alarm, data, start, end, evaluation_range)
        for alarm in alarms
        if not isinstance(alarm, CompositeAlarm)
    }


def histories_of(
    account: Account, known: Mapping[str, Course], start: int, end: int
) -> tuple[History, ...]:
    """Every alarm, from the courses of those that are no composites."""
    courses = courses_of(account, known, start, end)
    alarms = account.by_reference()
    return tuple(
        _history(account, alarm, courses, _suppressor(alarms, alarm, courses), (start, end))
        for alarm in account.alarms
    )


def histories_with(
    account: Account, courses: Mapping[str, Course], names: Collection[str], start: int, end: int
) -> dict[str, History]:
    """The named alarms by name, from the courses of all."""
    alarms = account.by_reference()
    return {
        alarm.name: _history(
            account, alarm, courses, _suppressor(alarms, alarm, courses), (start, end)
        )
        for alarm in account.alarms
        if alarm.name in names
    }


def _course(alarm: Alarm, data: Data, start: int, end: int, evaluation_range: int | None) -> Course:
    initial = alarm.initial or State.INSUFFICIENT_DATA
    if isinstance(alarm, MetricAlarm):
        if why := limits.refusal(alarm):
            return opaque(initial, start, end, f"CloudWatch refuses it: {why}")
        return course_of(alarm, data, start, end, evaluation_range)
    why = alarm.why if isinstance(alarm, OpaqueAlarm) else "only AWS can evaluate it"
    return opaque(initial, start, end, why)


def _history(
    account: Account,
    alarm: Alarm,
    courses: Mapping[str, Course],
    by: Course | None,
    span: tuple[int, int],
) -> History:
    course = courses[alarm.name]
    mutes = muted(account, alarm, *span)
    told, open_ = notifications(alarm, course, by, mutes, span[1])
    doubts = [Unspecified(doubt.at, doubt.why) for doubt in course.doubts]
    return History(
        name=alarm.name,
        state=None if course.open_at_end else course.state,
        initial=course.initial,
        transitions=course.transitions,
        notifications=told,
        unspecified=tuple(sorted([*doubts, *open_], key=lambda one: one.at)),
    )


def _suppressor(
    alarms: Mapping[str, Alarm], alarm: Alarm, courses: Mapping[str, Course]
) -> Course | None:
    if not isinstance(alarm, CompositeAlarm) or alarm.suppressor is None:
        return None
    found = alarms.get(alarm.suppressor.alarm)
    return None if found is None else courses[found.name]
