"""One request: what is tried again, what never is."""

import pytest

from delivery.pagerduty.client import ATTEMPTS, Client, PagerDutyError
from local.pagerduty import Mode, StandInPagerDuty


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(pagerduty: StandInPagerDuty, waits: list[float]) -> Client:
    return Client(pagerduty.account.write_token, pagerduty.url, sleep=waits.append)


def schedule(name: str) -> dict[str, object]:
    return {"service": {"name": name}}


def test_a_throttled_request_waits_as_long_as_pagerduty_asks(
    client: Client, pagerduty: StandInPagerDuty, waits: list[float]
) -> None:
    pagerduty.switch(Mode.THROTTLE, for_requests=2)
    assert client.get("/services")["services"] == []
    assert waits == [1.0, 1.0]


def test_a_failed_read_is_tried_again_and_then_given_up(
    client: Client, pagerduty: StandInPagerDuty, waits: list[float]
) -> None:
    pagerduty.switch(Mode.FAIL)
    with pytest.raises(PagerDutyError, match="GET /services: PagerDuty answered 500"):
        client.get("/services")
    assert waits == [1.0, 2.0, 4.0, 8.0][: ATTEMPTS - 1]


def test_a_failed_creation_is_never_repeated(
    client: Client, pagerduty: StandInPagerDuty, waits: list[float]
) -> None:
    pagerduty.switch(Mode.FAIL)
    with pytest.raises(PagerDutyError, match="POST /services: PagerDuty answered 500"):
        client.post("/services", schedule("twice"))
    assert waits == []


def test_every_page_of_a_list_is_read(client: Client, pagerduty: StandInPagerDuty) -> None:
    for number in range(203):
        pagerduty.configuration.add("services", {"name": f"s{number}", "integrations": []})
    assert [one["name"] for one in client.list("services")] == [f"s{n}" for n in range(203)]


def test_what_pagerduty_refuses_is_said_in_its_words(client: Client) -> None:
    with pytest.raises(PagerDutyError) as refused:
        client.post("/services", schedule("lonely"))
    assert str(refused.value) == (
        "POST /services: PagerDuty answered 400: Invalid Input Provided: "
        "Escalation policy not found"
    )
    assert refused.value.status == 400


def test_a_wrong_token_is_said_and_not_shown(pagerduty: StandInPagerDuty) -> None:
    client = Client("not-a-token", pagerduty.url)
    with pytest.raises(PagerDutyError, match="answered 401") as refused:
        client.get("/services")
    assert "not-a-token" not in f"{refused.value} {client!r}"


def test_nobody_there_is_an_error_and_no_traceback(waits: list[float]) -> None:
    client = Client("token", "http://127.0.0.1:9", sleep=waits.append)
    with pytest.raises(PagerDutyError, match="PagerDuty did not answer"):
        client.get("/services")
    assert len(waits) == ATTEMPTS - 1


@pytest.mark.parametrize(
    "url", ["http://api.pagerduty.com", "ftp://127.0.0.2", "api.pagerduty.com"]
)
def test_a_token_never_travels_in_the_clear(url: str) -> None:
    with pytest.raises(ValueError, match="wanted an https URL"):
        Client("token", url)
