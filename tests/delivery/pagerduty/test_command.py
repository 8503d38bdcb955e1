"""The command against a stand-in of PagerDuty's REST API."""

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest

from local.pagerduty import Account, Mode, StandInPagerDuty
from local.pagerduty.configuration import EVENTS_V2, Configuration, integrations
from tests.delivery.pagerduty.conftest import PEOPLE, Command

PRIMARY, SECONDARY = "filmops-prod primary", "filmops-prod secondary"
PAGES = f"{PRIMARY} for 5 min, then {PRIMARY} for 25 min, then {SECONDARY} for 5 min"


def only(configuration: Configuration, collection: str, name: str) -> dict[str, Any]:
    (found,) = (one for one in configuration.kept[collection].values() if one["name"] == name)
    return found


def test_a_plan_names_everything_and_changes_nothing(
    run: Command, pagerduty: StandInPagerDuty
) -> None:
    done = run("plan")
    assert done.exit_code == 0, done.output
    for line in (
        "+ schedule filmops-prod primary",
        "    hand-over: Monday 09:00",
        "+ escalation policy filmops-prod on-call",
        f"    pages: {PAGES}",
        "+ service filmops-prod P1",
        "    urgency: high",
        "15 to create, 0 to change",
    ):
        assert line in done.output.splitlines(), done.output
    assert pagerduty.configuration.written == []


def test_a_plan_needs_only_a_token_that_reads(run: Command, pagerduty: StandInPagerDuty) -> None:
    assert run("plan", token=pagerduty.account.api_token).exit_code == 0


def test_applied_once_nothing_differs_and_applied_again_nothing_is_written(
    applied: Command, pagerduty: StandInPagerDuty
) -> None:
    written = list(pagerduty.configuration.written)
    assert applied("drift").exit_code == 0
    again = applied("apply")
    assert again.exit_code == 0
    assert "nothing differs" in again.output
    assert pagerduty.configuration.written == written


@pytest.mark.usefixtures("applied")
def test_the_account_escalates_as_the_handbook_says(pagerduty: StandInPagerDuty) -> None:
    policy = only(pagerduty.configuration, "escalation_policies", "filmops-prod on-call")
    primary = only(pagerduty.configuration, "schedules", "filmops-prod primary")
    secondary = only(pagerduty.configuration, "schedules", "filmops-prod secondary")
    rungs = [
        (rule["targets"][0]["id"], rule["escalation_delay_in_minutes"])
        for rule in policy["escalation_rules"]
    ]
    assert rungs == [(primary["id"], 5), (primary["id"], 25), (secondary["id"], 5)]
    (layer,) = primary["schedule_layers"]
    assert (primary["time_zone"], layer["rotation_turn_length_seconds"]) == ("Etc/UTC", 604800)
    assert layer["rotation_virtual_start"] == "2024-01-01T09:00:00+00:00"
    for service in pagerduty.configuration.kept["services"].values():
        assert service["escalation_policy"] == {
            "id": policy["id"],
            "type": "escalation_policy_reference",
        }
        assert service["auto_resolve_timeout"] is None


@pytest.mark.usefixtures("applied")
def test_what_is_new_really_pages(pagerduty: StandInPagerDuty) -> None:
    service = only(pagerduty.configuration, "services", "filmops-prod P1")
    key = next(i["integration_key"] for i in integrations(service) if i["type"] == EVENTS_V2)
    event = {
        "routing_key": key,
        "event_action": "trigger",
        "payload": {"summary": "Down", "source": "lab", "severity": "critical"},
    }
    urlopen(Request(pagerduty.events_url, json.dumps(event).encode()), timeout=5).close()
    (incident,) = pagerduty.state.incidents
    assert (incident.service.name, incident.urgency) == ("filmops-prod P1", "high")


def touch(configuration: Configuration, collection: str, name: str, **values: object) -> None:
    only(configuration, collection, name).update(values)


@pytest.mark.parametrize(
    ("collection", "name", "values", "said"),
    [
        (
            "services",
            "filmops-prod P1",
            {"incident_urgency_rule": {"type": "constant", "urgency": "low"}},
            "    urgency: low -> high",
        ),
        (
            "services",
            "filmops-prod P2",
            {"auto_resolve_timeout": 14400},
            "    resolves by itself: after 14400 s -> never",
        ),
        ("escalation_policies", "filmops-prod on-call", {"num_loops": 0}, "    repeats: 0 -> 9"),
        (
            "schedules",
            "filmops-prod primary",
            {"time_zone": "America/New_York"},
            "    time zone: America/New_York -> Etc/UTC",
        ),
    ],
)
def test_what_somebody_changed_is_drift_and_is_put_back(
    applied: Command,
    pagerduty: StandInPagerDuty,
    collection: str,
    name: str,
    values: dict[str, object],
    said: str,
) -> None:
    touch(pagerduty.configuration, collection, name, **values)
    drifted = applied("drift")
    assert drifted.exit_code == 1
    assert said in drifted.output.splitlines()
    assert applied("apply").exit_code == 0
    assert applied("drift").exit_code == 0


def test_a_layer_of_some_hours_or_another_day_is_drift(
    applied: Command, pagerduty: StandInPagerDuty
) -> None:
    schedule = only(pagerduty.configuration, "schedules", "filmops-prod secondary")
    (layer,) = schedule["schedule_layers"]
    layer["rotation_virtual_start"] = "2026-11-24T08:00:00Z"
    layer["restrictions"] = [{"type": "daily_restriction", "duration_seconds": 3600}]
    told = applied("drift").output
    assert "    hand-over: Tuesday 08:00 -> Monday 09:00" in told
    assert "    hours: some -> all" in told
    assert applied("apply").exit_code == 0
    assert applied("drift").exit_code == 0


def test_people_their_overrides_and_their_rules_are_never_touched(
    applied: Command, pagerduty: StandInPagerDuty
) -> None:
    configuration = pagerduty.configuration
    schedule = only(configuration, "schedules", "filmops-prod primary")
    (layer,) = schedule["schedule_layers"]
    people = [
        {"user": {"id": one, "type": "user_reference"}} for one in configuration.kept["users"]
    ]
    layer["users"] = people
    layer["rotation_turn_length_seconds"] = 86400
    schedule["overrides_subschedule"] = {"name": "Overrides", "kept": True}
    service = only(configuration, "services", "filmops-prod P1")
    own_rule: dict[str, object] = {"label": "ours", "conditions": [], "actions": {"suppress": True}}
    configuration.rules[service["id"]] = {"sets": [{"id": "start", "rules": [own_rule]}]}
    service["description"] = "written by somebody"
    configuration.written.clear()

    assert applied("apply").exit_code == 0
    after = only(configuration, "schedules", "filmops-prod primary")
    assert after["schedule_layers"][0]["users"] == people
    assert after["schedule_layers"][0]["rotation_turn_length_seconds"] == 604800
    assert after["overrides_subschedule"] == {"name": "Overrides", "kept": True}
    assert configuration.rules[service["id"]]["sets"] == [{"id": "start", "rules": [own_rule]}]
    assert only(configuration, "services", "filmops-prod P1")["description"] == (
        "written by somebody"
    )
    assert not [one for one in configuration.written if "users" in one or "overrides" in one]


def test_a_stranger_in_the_same_account_is_left_alone(
    run: Command, pagerduty: StandInPagerDuty
) -> None:
    stranger = pagerduty.configuration.add("services", {"name": "somebody's", "integrations": []})
    before = dict(stranger)
    assert run("apply", *PEOPLE).exit_code == 0
    assert pagerduty.configuration.kept["services"][str(stranger["id"])] == before


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([], "wanted --primary EMAIL and --secondary EMAIL"),
        (PEOPLE[:2], "wanted --secondary EMAIL"),
        ([*PEOPLE[:3], "nobody@example.com"], "got nobody@example.com"),
    ],
)
def test_without_somebody_to_begin_with_nothing_is_written(
    run: Command, pagerduty: StandInPagerDuty, people: list[str], said: str
) -> None:
    done = run("apply", *people)
    assert done.exit_code == 2
    assert said in done.output
    assert pagerduty.configuration.written == []


def test_a_token_that_only_reads_is_refused_in_one_line(
    run: Command, pagerduty: StandInPagerDuty
) -> None:
    done = run("apply", *PEOPLE, token=pagerduty.account.api_token)
    assert done.exit_code == 1
    assert "stopped there; 0 of 15 made" in done.output
    assert "PagerDuty answered 403: Access Denied" in done.output
    assert "needs one that may write" in done.output


def test_the_keys_are_named_by_their_secret_and_never_shown(
    applied: Command, pagerduty: StandInPagerDuty
) -> None:
    done = applied("drift")
    assert "`integration_key` of secret filmops/prod/pagerduty/p1" in done.output
    assert "`routing_key` of secret filmops/prod/pagerduty/page-test" in done.output
    services = pagerduty.configuration.kept["services"].values()
    keys = [str(one["integration_key"]) for it in services for one in integrations(it)]
    hidden = [*keys, pagerduty.account.write_token, pagerduty.account.api_token]
    assert len(keys) == 6
    assert not [secret for secret in hidden if secret in done.output]


def test_a_busy_moment_is_waited_out_and_a_broken_service_is_told(
    applied: Command, pagerduty: StandInPagerDuty
) -> None:
    pagerduty.switch(Mode.THROTTLE, for_requests=1)
    assert applied("plan").exit_code == 0


def test_two_services_of_one_name_are_refused(
    applied: Command, pagerduty: StandInPagerDuty
) -> None:
    pagerduty.configuration.add("services", {"name": "filmops-prod P1", "integrations": []})
    done = applied("plan")
    assert done.exit_code == 1
    assert "wanted one called filmops-prod P1, got two" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--environment", "nowhere"], "nowhere.yaml"),
        (["--api", "http://pagerduty.example"], "wanted an https URL"),
    ],
)
def test_unusable_input_is_one_line(run: Command, arguments: list[str], said: str) -> None:
    done = run("plan", *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert len(done.output.splitlines()) == 1


def test_the_account_the_demo_plays_has_two_tokens() -> None:
    account = Account.with_new_keys()
    assert account.lets_write(account.write_token)
    assert not account.lets_write(account.api_token)
