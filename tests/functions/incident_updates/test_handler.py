"""The whole function with its three services played."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.incident_updates.environment import Environment
from functions.incident_updates.handler import Updates
from functions.incident_updates.records import Records
from functions.incident_updates.regions import REMEMBERED, Region

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
VARIABLES = {
    "ENVIRONMENT": "lab",
    "ALARM_PREFIX": "filmops-lab-",
    "LEVELS": json.dumps(
        {
            "P1": {"topics": ["arn:p1", "arn:p1-there"], "every": 900},
            "P2": {"topics": ["arn:p2"], "every": 1800},
        }
    ),
    "EVENTS": json.dumps(
        {
            "here": {"filmops-lab-KeyLost": "P1", "filmops-lab-AwsHealth": "P2"},
            "there": {"filmops-lab-KeyLost": "P1"},
        }
    ),
    "LOOK_SECONDS": "300",
    "TOPIC": "arn:updates",
    "TABLE": "said",
    "METRIC_NAMESPACE": "Lab/Incidents",
    "STATUS_PAGE": "https://status.example",
    "RUNBOOK": "https://runbooks.example#incident-updates",
}
POST = {
    "step": "post",
    "level": "P1",
    "status": "identified",
    "what": "film generation",
    "text": "The database is being restored.",
    "by": "Ada",
}


def alarm(name: str, *actions: str, since: datetime = NOON, **more: object) -> dict[str, Any]:
    return {
        "AlarmName": name,
        "AlarmActions": list(actions),
        "StateTransitionedTimestamp": since,
        **more,
    }


class Aws:
    """CloudWatch, SNS and DynamoDB, as much as is asked of them."""

    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = []
        self.events: dict[str, list[datetime]] = {}
        self.asked: dict[str, object] = {}
        self.said: list[dict[str, Any]] = []
        self.metrics: list[dict[str, Any]] = []
        self.items: list[dict[str, Any]] = []
        self.order: list[str] = []
        self.fails: str = ""
        self.lost = False

    def _does(self, what: str) -> None:
        if what == self.fails:
            raise RuntimeError(what)
        self.order.append(what)

    def get_paginator(self, what: str) -> "Pages":
        return Pages(self, what)

    def describe_alarms(self, **asked: object) -> list[dict[str, Any]]:
        if self.lost:
            raise EndpointConnectionError(endpoint_url="https://there")
        self._does("look")
        self.asked = asked
        return self.pages

    def get_metric_data(self, **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        named = {
            one["Id"]: one["MetricStat"]["Metric"]["Dimensions"][0]["Value"]
            for one in asked["MetricDataQueries"]
        }
        results = [
            {
                "Id": key,
                "Timestamps": (found := self.events.get(rule, [])),
                "Values": [1.0] * len(found),
            }
            for key, rule in named.items()
        ]
        return [{"MetricDataResults": results[:1]}, {"MetricDataResults": results[1:]}]

    def publish(self, *, TopicArn: str, Message: str) -> None:  # noqa: N803
        self._does("say")
        assert TopicArn == "arn:updates"
        self.said.append(json.loads(Message))

    def put_metric_data(self, *, Namespace: str, MetricData: list[dict[str, Any]]) -> None:  # noqa: N803
        self._does("measure")
        assert Namespace == "Lab/Incidents"
        self.metrics += MetricData

    def put_item(self, *, TableName: str, Item: dict[str, Any]) -> None:  # noqa: N803
        self._does("keep")
        assert TableName == "said"
        self.items.append(Item)

    def paged_query(self, **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        values = asked["ExpressionAttributeValues"]
        found = [
            item
            for item in self._newest_first(values[":level"]["S"])
            if item["at"]["S"] >= values[":since"]["S"]
            and item["status"]["S"] == values[":resolved"]["S"]
        ]
        return [{"Items": []}, {"Items": found}]

    def query(self, **asked: Any) -> Mapping[str, object]:  # noqa: ANN401
        level = asked["ExpressionAttributeValues"][":level"]["S"]
        return {"Items": self._newest_first(level)[:1]}

    def _newest_first(self, level: str) -> list[dict[str, Any]]:
        found = [item for item in self.items if item["level"]["S"] == level]
        return sorted(found, key=lambda item: item["at"]["S"], reverse=True)


class Pages:
    """One call in pages."""

    def __init__(self, aws: Aws, what: str) -> None:
        self._play = aws.paged_query if what == "query" else getattr(aws, what)

    def paginate(self, **asked: object) -> list[dict[str, Any]]:
        return self._play(**asked)


@pytest.fixture
def aws() -> Aws:
    return Aws()


def updates(aws: Aws, minute: float, there: Aws | None = None) -> Updates:
    played, environment = cast(Any, aws), Environment.read(VARIABLES)
    clients = {"here": played, "there": cast(Any, there or Aws())}
    return Updates(
        environment,
        played,
        played,
        Records(played, "said"),
        tuple(Region(name, clients[name], rules) for name, rules in environment.events.items()),
        lambda: NOON + minute * MINUTE,
    )


def test_a_calm_look_says_nothing_and_that_it_looked(aws: Aws) -> None:
    assert updates(aws, 60).look() == {"open": {"P1": 0, "P2": 0}, "reminded": [], "silent": []}
    assert aws.said == []
    assert [(m["Dimensions"][0]["Value"], m["Value"]) for m in aws.metrics] == [
        ("P1", 0),
        ("P2", 0),
    ]
    assert (aws.asked["StateValue"], aws.asked["AlarmNamePrefix"]) == ("ALARM", "filmops-lab-")


def test_an_open_p1_is_reminded_of_before_a_quarter_of_an_hour_is_over(aws: Aws) -> None:
    aws.pages = [{"MetricAlarms": [alarm("filmops-lab-api-down", "arn:p1")]}]
    assert updates(aws, 5).look()["reminded"] == []
    assert updates(aws, 10).look()["reminded"] == ["P1"]
    (card,) = aws.said
    assert card["source"] == "custom"
    content = card["content"]
    assert content["title"] == "P1 open: a status update is due at 12:15 UTC"
    assert "filmops-lab-api-down since 12:00 UTC" in content["description"]
    assert "https://runbooks.example#incident-updates" in content["description"]


def test_a_late_update_is_said_to_be_late(aws: Aws) -> None:
    aws.pages = [{"MetricAlarms": [alarm("filmops-lab-api-errors", "arn:p2")]}]
    updates(aws, 37).look()
    assert aws.said[0]["content"]["title"] == "P2 open: a status update is 7 min overdue"


def test_an_update_that_was_given_ends_the_reminders_until_the_next_one_is_due(aws: Aws) -> None:
    aws.pages = [{"MetricAlarms": [alarm("filmops-lab-api-down", "arn:p1")]}]
    updates(aws, 12).post(POST)
    assert updates(aws, 20).look()["reminded"] == []
    assert updates(aws, 23).look()["reminded"] == ["P1"]


def test_what_pages_nobody_owes_no_update(aws: Aws) -> None:
    quiet = alarm("filmops-lab-quiet", "arn:p1", ActionsSuppressedBy="Incident")
    off = alarm("filmops-lab-off", "arn:p1", ActionsEnabled=False)
    aws.pages = [
        {"MetricAlarms": [off, alarm("filmops-lab-part"), alarm("filmops-lab-p3", "arn:p3")]},
        {"MetricAlarms": [], "CompositeAlarms": [quiet]},
    ]
    assert updates(aws, 60).look() == {"open": {"P1": 0, "P2": 0}, "reminded": [], "silent": []}


def test_a_composite_that_speaks_counts(aws: Aws) -> None:
    aws.pages = [{"CompositeAlarms": [alarm("filmops-lab-api-down", "arn:p1")]}]
    assert updates(aws, 11).look()["open"] == {"P1": 1, "P2": 0}


def test_an_update_is_kept_shown_and_worded_for_users(aws: Aws) -> None:
    aws.pages = [{"MetricAlarms": [alarm("filmops-lab-films-down", "arn:p1")]}]
    answer = updates(aws, 12).post(POST)
    (item,) = aws.items
    assert (item["level"]["S"], item["status"]["S"], item["by"]["S"]) == ("P1", "identified", "Ada")
    assert item["at"]["S"] == "2026-11-24T12:12:00+00:00"
    assert int(item["expires"]["N"]) > NOON.timestamp()
    (card,) = aws.said
    assert card["content"]["title"] == "P1 identified"
    assert "Next update by 12:27 UTC." in card["content"]["description"]
    assert answer["text"] == (
        "We have found the cause of the problem with film generation and are working on it. "
        "The database is being restored. Next update by 12:27 UTC."
    )
    assert "filmops-lab" not in str(answer["text"])
    assert "Ada" not in str(answer["text"])


def test_what_is_over_promises_no_further_update(aws: Aws) -> None:
    answer = updates(aws, 12).post({**POST, "status": "resolved"})
    assert str(answer["text"]).startswith("The problem with film generation is over.")
    assert "Next update" not in str(answer) + str(aws.said)


def test_a_failed_message_leaves_the_record_and_a_failed_reminder_counts_as_no_look(
    aws: Aws,
) -> None:
    aws.fails = "say"
    with pytest.raises(RuntimeError):
        updates(aws, 12).post(POST)
    assert aws.order == ["keep", "look"]
    aws.pages = [{"MetricAlarms": [alarm("filmops-lab-api-down", "arn:p1")]}]
    with pytest.raises(RuntimeError):
        updates(aws, 40).look()
    assert aws.metrics == []


def test_an_event_that_paged_is_reminded_of_until_somebody_says_that_it_is_over(aws: Aws) -> None:
    aws.events = {"filmops-lab-KeyLost": [NOON, NOON + 3 * MINUTE]}
    assert updates(aws, 5).look()["open"] == {"P1": 1, "P2": 0}
    assert updates(aws, 10).look()["reminded"] == ["P1"]
    assert "- filmops-lab-KeyLost in here since 12:00 UTC" in aws.said[0]["content"]["description"]
    updates(aws, 12).post(POST)
    assert updates(aws, 20).look()["reminded"] == []
    assert updates(aws, 23).look()["reminded"] == ["P1"]
    updates(aws, 30).post({**POST, "status": "resolved"})
    assert updates(aws, 60).look() == {"open": {"P1": 0, "P2": 0}, "reminded": [], "silent": []}


def test_that_one_event_is_over_does_not_hide_the_next(aws: Aws) -> None:
    aws.events = {"filmops-lab-KeyLost": [NOON, NOON + 40 * MINUTE]}
    updates(aws, 30).post({**POST, "status": "resolved"})
    updates(aws, 45).post(POST)
    assert updates(aws, 47).look()["open"] == {"P1": 1, "P2": 0}
    assert updates(aws, 56).look()["reminded"] == ["P1"]
    assert "since 12:40 UTC" in aws.said[-1]["content"]["description"]


def test_an_event_of_the_milder_severity_waits_for_its_own_updates(aws: Aws) -> None:
    aws.events = {"filmops-lab-AwsHealth": [NOON]}
    updates(aws, 5).post({**POST, "status": "resolved"})  # of P1
    assert updates(aws, 20).look()["reminded"] == []
    assert updates(aws, 25).look()["reminded"] == ["P2"]


def test_an_event_nobody_ever_closed_is_forgotten_before_cloudwatch_forgets_it() -> None:
    assert timedelta(days=7) < REMEMBERED < timedelta(days=15)


def test_the_other_region_is_looked_at_too(aws: Aws) -> None:
    there = Aws()
    there.pages = [{"MetricAlarms": [alarm("filmops-lab-copy-late", "arn:p1-there")]}]
    there.events = {"filmops-lab-KeyLost": [NOON]}
    assert updates(aws, 11, there).look()["open"] == {"P1": 2, "P2": 0}
    assert "- filmops-lab-KeyLost in there" in aws.said[0]["content"]["description"]


def test_a_region_that_does_not_answer_hides_nothing_of_the_other_and_is_a_look_that_failed(
    aws: Aws,
) -> None:
    there = Aws()
    there.lost = True
    aws.pages = [{"MetricAlarms": [alarm("filmops-lab-api-down", "arn:p1")]}]
    answer = updates(aws, 11, there).look()
    assert answer["reminded"] == ["P1"]
    assert "there: Could not connect" in str(answer["silent"])
    assert aws.metrics == []
    updates(aws, 12, there).post(POST)
    assert aws.said[-1]["content"]["title"] == "P1 identified"


def test_the_hand_over_says_what_is_open(aws: Aws) -> None:
    updates(aws, 0).hand_over()
    aws.pages = [{"MetricAlarms": [alarm("filmops-lab-api-down", "arn:p1")]}]
    updates(aws, 0).hand_over()
    calm, busy = (card["content"] for card in aws.said)
    assert calm["title"] == "On-call hand-over of lab, Tuesday 24 November"
    assert "Nothing that pages is open." in calm["description"]
    assert "- filmops-lab-api-down since 12:00 UTC" in busy["description"]


def test_a_storm_is_cut_short_and_said_to_be(aws: Aws) -> None:
    many = [alarm(f"filmops-lab-{n:02}", "arn:p1") for n in range(23)]
    aws.pages = [{"MetricAlarms": many[:12]}, {"MetricAlarms": many[12:]}]
    updates(aws, 12).look()
    assert "- and 3 more" in aws.said[0]["content"]["description"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"level": "P3"}, "level: wanted one of P1, P2, got 'P3'"),
        ({"status": "fine"}, "status: wanted one of investigating, identified"),
        ({"text": " "}, "text: wanted some words"),
        ({"by": None}, "by: wanted some words, got None"),
        ({"text": "x" * 1001}, "text: wanted at most 1000 characters, got 1001"),
    ],
)
def test_an_update_nobody_could_read_is_refused_before_anything_happens(
    aws: Aws, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        updates(aws, 12).post({**POST, **changed})
    assert aws.order == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TOPIC", "", "TOPIC: wanted a value"),
        ("LOOK_SECONDS", "0", "LOOK_SECONDS: wanted whole seconds"),
        ("LEVELS", "P1", "LEVELS: wanted"),
        ("LEVELS", '{"P1": {"topics": ["arn"]}}', "LEVELS: wanted"),
        ("LEVELS", '{"P1": {"topics": ["arn"], "every": -1}}', "LEVELS: wanted"),
        ("EVENTS", "", "EVENTS: wanted a value"),
        ("EVENTS", "here", "EVENTS: wanted"),
        ("EVENTS", '["here"]', "EVENTS: wanted"),
    ],
)
def test_a_variable_that_is_wrong_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Environment.read({**VARIABLES, name: value})
