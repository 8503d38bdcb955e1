"""Whole accounts: metric alarms, composites, suppressors, mute rules and actions together."""

from dataclasses import replace
from datetime import UTC, datetime

from assurance.cloudwatch import (
    Account,
    Actions,
    Data,
    History,
    Metric,
    MetricAlarm,
    MuteRule,
    OpaqueAlarm,
    State,
    Suppressor,
    evaluate,
    measured,
)
from tests.assurance.cloudwatch.composite.lab import composite
from tests.assurance.cloudwatch.lab import START, TOPIC, alarm, minute, points, series

API, DATABASE = Metric("Films", "Api"), Metric("Films", "Database")


def histories(account: Account, api: str, database: str) -> dict[str, History]:
    data = Data([series(points(api), metric=API), series(points(database), metric=DATABASE)])
    end = START + 60 * len(api.split())
    return {one.name: one for one in evaluate(account, data, START + 60, end)}


def parts() -> tuple[MetricAlarm, MetricAlarm]:
    api = alarm(n=1, metric=API, name="api", initial=State.OK)
    database = alarm(n=1, metric=DATABASE, name="database", initial=State.OK)
    quiet = Actions()
    return replace(api, actions=quiet), replace(database, actions=quiet)


def paged(history: History) -> list[tuple[int, State, str | None]]:
    return [(minute(n.at), n.state, n.withheld_by) for n in history.notifications]


def account(*, mutes: tuple[MuteRule, ...] = ()) -> Account:
    api, database = parts()
    page = composite(
        "ALARM(api)", "page", initial=State.OK, suppressor=Suppressor("database", 60, 120)
    )
    page = replace(page, actions=Actions((TOPIC,), (TOPIC,)))
    return Account((api, database, page), mutes)


def test_a_symptom_pages_after_the_wait_when_its_cause_is_quiet() -> None:
    found = histories(account(), "0 X X X 0", "0 0 0 0 0")
    assert paged(found["page"])[:2] == [(2, State.ALARM, "wait"), (3, State.ALARM, None)]


def test_a_symptom_of_a_known_cause_pages_nobody() -> None:
    found = histories(account(), "0 0 X X X", "0 X X X X")
    assert paged(found["page"]) == [(3, State.ALARM, "suppressor")]


def test_a_mute_window_keeps_the_page_back_until_it_ends() -> None:
    begin = datetime.fromtimestamp(START, UTC)
    rule = MuteRule(
        name="calm", expression=f"at({begin:%Y-%m-%dT%H:%M})", duration="PT5M", alarms=("page",)
    )
    found = histories(account(mutes=(rule,)), "0 X X X X X X", "0 0 0 0 0 0 0")
    assert paged(found["page"]) == [
        (2, State.ALARM, "wait"),
        (3, State.ALARM, "mute"),
        (5, State.ALARM, None),
    ]


def test_an_alarm_that_only_aws_can_evaluate_says_so() -> None:
    [history] = evaluate(Account((OpaqueAlarm(name="x", why="a reason"),)), Data([]), 0, 600)
    assert history.state is None
    assert [one.why for one in history.unspecified] == ["a reason"]


def test_a_refused_alarm_is_not_evaluated() -> None:
    [history] = evaluate(Account((alarm(period=45),)), Data([]), 0, 600)
    assert history.state is None
    assert "CloudWatch refuses it" in history.unspecified[0].why


def test_speed_counts_alarms_times_minutes() -> None:
    speed = measured(account(), Data([]), START, START + 600)
    assert speed.alarm_minutes == 33
    assert speed.per_cpu_second > 0


def test_a_month_of_a_hundred_alarms_takes_seconds() -> None:
    minutes = 30 * 1440
    data = Data([series([0.0, 9.0] * (minutes // 2), metric=API)])
    alarms = tuple(alarm(n=5, m=5, metric=API, name=f"alarm {i}") for i in range(100))
    speed = measured(Account(alarms), data, START, START + minutes * 60)
    assert speed.cpu_seconds < 20
