"""Rehearsed incidents on the embedded AWS: the page itself is looked at."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.player import Played, play
from assurance.rehearsal.reading import read_scenarios
from local.cloud import EmbeddedAws
from local.pagerduty import Service, StandInPagerDuty
from local.rehearse.playing import Live, Stray, Witnessed
from local.rehearse.seeing import Eyes
from local.rehearse.showing import show
from tests.assurance.rehearsal.stage import TOPIC, read_shop, write_files
from tests.local.helpers import ACCOUNT, HOST, REGION, eventually


@pytest.fixture(scope="module")
def pagerduty() -> Iterator[StandInPagerDuty]:
    with StandInPagerDuty() as one:
        yield one


@pytest.fixture(scope="module")
def cloud(
    pagerduty: StandInPagerDuty, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedAws]:
    folder, outside = tmp_path_factory.mktemp("live"), {HOST: pagerduty.url}
    with EmbeddedAws(account=ACCOUNT, outside=outside, speed=1000, directory=folder) as one:
        one.client("sns", REGION).create_topic(Name=TOPIC.rpartition(":")[2])
        for name in ("shop-errors", "shop-load"):
            one.client("cloudwatch", REGION).put_metric_alarm(
                AlarmName=name,
                Namespace="Shop",
                MetricName=name,
                Statistic="Sum",
                Period=60,
                EvaluationPeriods=1,
                Threshold=1,
                ComparisonOperator="GreaterThanThreshold",
                AlarmActions=[TOPIC],
                OKActions=[TOPIC],
            )
        yield one


@pytest.fixture
def incident(tmp_path: Path) -> Played:
    [scenario] = read_scenarios([write_files(tmp_path)], tmp_path)
    return play(scenario, regions_of(read_shop(tmp_path / "out"), tmp_path))


def service(pagerduty: StandInPagerDuty, level: str) -> Service:
    return next(one for one in pagerduty.account.services if one.level == level)


@pytest.fixture
def reaching(
    cloud: EmbeddedAws, pagerduty: StandInPagerDuty, request: pytest.FixtureRequest
) -> Iterator[None]:
    """The topic leads to the services of these levels."""
    sns = cloud.client("sns", REGION)

    def arns() -> list[str]:
        found = sns.list_subscriptions_by_topic(TopicArn=TOPIC)["Subscriptions"]
        return [one.get("SubscriptionArn", "") for one in found]

    def confirmed(arn: str) -> bool:
        if not arn.startswith("arn:"):
            return False
        answer = sns.get_subscription_attributes(SubscriptionArn=arn)
        return answer["Attributes"]["PendingConfirmation"] == "false"

    for level in request.param:
        address = f"https://{HOST}/integration/{service(pagerduty, level).integration_key}/enqueue"
        sns.subscribe(TopicArn=TOPIC, Protocol="https", Endpoint=address)
    eventually(lambda: all(confirmed(one) for one in arns()))
    yield
    for arn in arns():
        sns.unsubscribe(SubscriptionArn=arn)


def witnessed(
    cloud: EmbeddedAws, pagerduty: StandInPagerDuty, incident: Played
) -> list[Witnessed | Stray]:
    eyes = Eyes(cloud, pagerduty, patience=1.0)
    return list(Live(cloud, eyes, speed=1e6).play(incident))


@pytest.mark.parametrize("reaching", [["P1"]], indirect=True)
@pytest.mark.usefixtures("reaching")
def test_a_page_is_seen_as_it_was_computed_and_so_is_its_end(
    cloud: EmbeddedAws, pagerduty: StandInPagerDuty, incident: Played
) -> None:
    told, over = witnessed(cloud, pagerduty, incident)
    assert isinstance(told, Witnessed)
    assert isinstance(over, Witnessed)
    assert told.seen.words == "PagerDuty opens AI Film Studio P1, high urgency"
    assert over.seen.words == "PagerDuty resolves it"
    assert told.right
    assert over.right


@pytest.mark.parametrize("reaching", [["P2"]], indirect=True)
@pytest.mark.usefixtures("reaching")
def test_a_page_at_another_severity_is_wrong(
    cloud: EmbeddedAws, pagerduty: StandInPagerDuty, incident: Played
) -> None:
    told, _, stray = witnessed(cloud, pagerduty, incident)
    assert isinstance(told, Witnessed)
    assert not told.right
    assert told.seen.wrong == "the service of P1"
    assert isinstance(stray, Stray)


@pytest.mark.parametrize("reaching", [["P1", "page test"]], indirect=True)
@pytest.mark.usefixtures("reaching")
def test_an_incident_that_nothing_computed_is_told(
    cloud: EmbeddedAws, pagerduty: StandInPagerDuty, incident: Played
) -> None:
    seen = witnessed(cloud, pagerduty, incident)
    strays = [one for one in seen if isinstance(one, Stray)]
    assert [one.service for one in strays] == ["AI Film Studio page test"]


@pytest.mark.parametrize("reaching", [[]], indirect=True)
@pytest.mark.usefixtures("reaching")
def test_a_page_that_reaches_nobody_is_told(
    cloud: EmbeddedAws, pagerduty: StandInPagerDuty, incident: Played
) -> None:
    out = Console(file=StringIO(), width=200)
    verdict = show(out, incident, witnessed(cloud, pagerduty, incident))
    said = out.file.getvalue()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnknownMemberType]
    assert not verdict.met
    assert "told P1 shop-errors" in said
    assert "wanted an incident in PagerDuty, opened by the service of P1, got nothing" in said
    assert "NOT as computed: 2 of 2" in said


@pytest.mark.parametrize("reaching", [["P1"]], indirect=True)
@pytest.mark.usefixtures("reaching")
def test_afterwards_every_alarm_is_in_ok_and_may_act(
    cloud: EmbeddedAws, pagerduty: StandInPagerDuty, incident: Played
) -> None:
    witnessed(cloud, pagerduty, incident)
    alarms = cloud.client("cloudwatch", REGION).describe_alarms()["MetricAlarms"]
    assert {(one.get("StateValue"), one.get("ActionsEnabled")) for one in alarms} == {("OK", True)}
    assert pagerduty.state.open == ()
