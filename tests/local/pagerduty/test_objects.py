"""Setting an account up: what the stand-in refuses, and in which words."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from local.pagerduty.account import Account
from local.pagerduty.behaviours import BEHAVIOURS, Basis
from local.pagerduty.configuration import Configuration
from local.pagerduty.rest_objects import Objects
from local.pagerduty.web import Request

READS = "whoever may read"
"""The token itself is made anew by each process, and names no test."""
ACCOUNT = Account(services=())
NOBODY: list[object] = []
LAYER: dict[str, Any] = {
    "start": "2026-11-23T09:00:00Z",
    "rotation_virtual_start": "2026-11-23T09:00:00Z",
    "rotation_turn_length_seconds": 604800,
}


@pytest.fixture
def objects() -> Objects:
    return Objects(ACCOUNT, Configuration.of(ACCOUNT))


def ask(
    objects: Objects, method: str, path: str, body: object = None, token: str = ""
) -> tuple[int, Any]:
    where, _, asked = path.partition("?")
    query = {"include[]": ["integrations"]} if asked else dict[str, list[str]]()
    headers = {"authorization": f"Token token={token or ACCOUNT.write_token}"}
    request = Request(
        method, tuple(where.strip("/").split("/")), query, headers, json.dumps(body).encode()
    )
    answer = objects.respond(request)
    return answer.status, answer.body


def schedule(objects: Objects, **changed: object) -> Mapping[str, object]:
    user = next(iter(objects.configuration.kept["users"]))
    layer = {**LAYER, "users": [{"user": {"id": user}}]}
    return {
        "schedule": {"name": "s", "time_zone": "Etc/UTC", "schedule_layers": [layer], **changed}
    }


def test_a_schedule_is_listed_without_its_layers_and_told_with_them(objects: Objects) -> None:
    status, made = ask(objects, "POST", "/schedules", schedule(objects))
    assert status == 201
    _, listed = ask(objects, "GET", "/schedules")
    _, told = ask(objects, "GET", f"/schedules/{made['schedule']['id']}")
    assert "schedule_layers" not in listed["schedules"][0]
    assert told["schedule"]["schedule_layers"][0]["id"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"time_zone": "UTC"}, "Time zone is invalid"),
        ({"schedule_layers": NOBODY}, "Schedule layers can't be blank"),
        ({"schedule_layers": [{**LAYER, "users": NOBODY}]}, "Layer must have at least one user"),
        ({"schedule_layers": [{"users": NOBODY}]}, "Layer start can't be blank"),
        ({"name": ""}, "Name can't be blank."),
    ],
)
def test_a_schedule_nobody_could_be_on_call_by_is_refused(
    objects: Objects, changed: dict[str, object], said: str
) -> None:
    status, body = ask(objects, "POST", "/schedules", schedule(objects, **changed))
    assert status == 400
    assert said in body["error"]["errors"]
    assert objects.configuration.kept["schedules"] == {}


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ({"escalation_rules": []}, "Escalation rules can't be blank"),
        ({"num_loops": 10}, "Num loops must be between 0 and 9"),
        (
            {"escalation_rules": [{"escalation_delay_in_minutes": 0, "targets": [{"id": "P0"}]}]},
            "Escalation delay must be at least 1 minute",
        ),
    ],
)
def test_a_policy_that_pages_nobody_is_refused(
    objects: Objects, policy: dict[str, object], said: str
) -> None:
    status, body = ask(
        objects, "POST", "/escalation_policies", {"escalation_policy": {"name": "p", **policy}}
    )
    assert status == 400
    assert said in body["error"]["errors"]


def test_a_name_is_taken_once(objects: Objects) -> None:
    assert ask(objects, "POST", "/schedules", schedule(objects))[0] == 201
    status, body = ask(objects, "POST", "/schedules", schedule(objects))
    assert (status, body["error"]["errors"]) == (400, ["Name has already been taken."])


@pytest.mark.parametrize(
    ("method", "path", "token", "status"),
    [
        ("GET", "/services", "nobody", 401),
        ("POST", "/schedules", READS, 403),
        ("GET", "/services", READS, 200),
        ("GET", "/services/PNOBODY", "", 404),
        ("PUT", "/services/PNOBODY", "", 404),
        ("DELETE", "/services", "", 404),
        ("POST", "/services", "", 400),
    ],
)
def test_who_may_do_what(objects: Objects, method: str, path: str, token: str, status: int) -> None:
    body = {"service": {"name": "x"}} if path.endswith("PNOBODY") else {"nothing": 1}
    given = ACCOUNT.api_token if token == READS else token
    assert ask(objects, method, path, body, given)[0] == status


def test_keys_are_listed_only_where_they_are_asked_for() -> None:
    account = Account.with_new_keys()
    objects = Objects(account, Configuration.of(account))
    ask_as = {"token": account.api_token}
    _, short = ask(objects, "GET", "/services", **ask_as)
    _, whole = ask(objects, "GET", "/services?include", **ask_as)
    keys = [service.integration_key for service in account.services]
    assert not [key for key in keys if key in str(short)]
    assert all(key in str(whole) for key in keys)


def test_every_rule_that_is_published_says_where() -> None:
    published = [one for one in BEHAVIOURS if one.basis is Basis.PUBLISHED]
    assert all(one.source.startswith("http") for one in published)
