import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local.pagerduty import Account, StandInPagerDuty
from local.pagerduty.answers import Answer
from local.pagerduty.web import Request, WebServer

Send = Callable[..., tuple[int, Any]]


@pytest.fixture
def topic() -> Iterator[tuple[str, list[Request]]]:
    """What answers a SubscribeURL, and what it was asked."""
    asked: list[Request] = []

    def respond(request: Request) -> Answer:
        asked.append(request)
        return Answer(200 if "Token" in request.query else 302, {}, {"Location": "/?Token=t"})

    server = WebServer(0, respond)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.url, asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_subscription_is_confirmed_by_calling_its_url(
    pagerduty: StandInPagerDuty,
    send: Send,
    confirmation: Callable[[str], bytes],
    topic: tuple[str, list[Request]],
) -> None:
    url, asked = topic
    service = pagerduty.account.services[0]
    headers = {"x-amz-sns-message-type": "SubscriptionConfirmation"}
    assert send(pagerduty.integration_url(service), confirmation(url), headers)[0] == 202
    state = pagerduty.wait_until(lambda state: bool(state.confirmed), seconds=5)
    assert [confirmed.by for confirmed in state.confirmed] == [service.name]
    assert [request.query["Token"] for request in asked] == [["2336412f37"]]


def test_a_subscription_on_a_mapped_host_is_confirmed_where_the_map_says(
    account: Account,
    send: Send,
    confirmation: Callable[[str], bytes],
    topic: tuple[str, list[Request]],
) -> None:
    url, asked = topic
    host = "sns.us-east-1.amazonaws.com"
    with StandInPagerDuty(account, hosts={host: url}) as pagerduty:
        send(pagerduty.integration_url(account.services[0]), confirmation(f"https://{host}"))
        pagerduty.wait_until(lambda state: bool(state.confirmed), seconds=5)
    assert len(asked) == 1


def test_a_subscription_elsewhere_is_refused(
    pagerduty: StandInPagerDuty, send: Send, confirmation: Callable[[str], bytes]
) -> None:
    url = pagerduty.integration_url(pagerduty.account.services[0])
    assert send(url, confirmation("https://sns.us-east-1.amazonaws.com"))[0] == 403
    assert [d.because.basis for d in pagerduty.state.dropped] == ["ours"]


def test_a_subscribe_url_that_redirects_is_not_followed(
    pagerduty: StandInPagerDuty, send: Send, topic: tuple[str, list[Request]]
) -> None:
    url, asked = topic
    asking = {
        "Type": "SubscriptionConfirmation",
        "TopicArn": "arn",
        "Token": "t",
        "SubscribeURL": f"{url}/elsewhere",
    }
    service = pagerduty.account.services[0]
    send(pagerduty.integration_url(service), json.dumps(asking).encode())
    state = pagerduty.wait_until(lambda state: bool(state.dropped), seconds=5)
    assert state.dropped[0].because.says == "the SubscribeURL did not answer 200"
    assert len(asked) == 1


def test_a_confirmation_to_the_watcher_is_confirmed_and_is_no_heartbeat(
    pagerduty: StandInPagerDuty,
    send: Send,
    confirmation: Callable[[str], bytes],
    topic: tuple[str, list[Request]],
) -> None:
    url = pagerduty.heartbeat_url("prod")
    send(url, confirmation(topic[0]))
    pagerduty.wait_until(lambda state: bool(state.confirmed), seconds=5)
    assert send(url)[0] == 404
