from datetime import UTC, datetime, timedelta

from local.pagerduty.account import Service, Urgency
from local.pagerduty.behaviours import NOTHING_OPEN, OTHER_KEY
from local.pagerduty.events import Acknowledged, Integration, Resolved, Triggered, Way
from local.pagerduty.incidents import REMEMBERED, Status, fold

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=4)
P1 = Integration(Service("P1", "Studio P1", "P1", Urgency.HIGH), Way.EVENTS_V2)
P2 = Integration(Service("P2", "Studio P2", "P2", Urgency.HIGH), Way.EVENTS_V2)


def trigger(key: str = "disk", at: datetime = AT, integration: Integration = P1) -> Triggered:
    return Triggered(at, integration, key, "The disk is full", "critical")


def test_a_trigger_opens_an_incident_with_its_services_urgency() -> None:
    (incident,) = fold([trigger()]).open
    assert (incident.number, incident.status, incident.urgency) == (1, Status.TRIGGERED, "high")
    assert (incident.opened_at, incident.resolved_at) == (AT, None)


def test_a_second_trigger_with_the_same_key_joins_the_open_incident() -> None:
    (incident,) = fold([trigger(), trigger(at=LATER)]).incidents
    assert [step.at for step in incident.steps] == [AT, LATER]


def test_a_second_trigger_with_another_key_opens_a_second_incident() -> None:
    assert [i.number for i in fold([trigger(), trigger("cpu")]).open] == [1, 2]


def test_a_resolve_closes_the_incident_at_its_time() -> None:
    state = fold([trigger(), Resolved(LATER, P1, "disk")])
    assert state.open == ()
    assert [incident.resolved_at for incident in state.resolved] == [LATER]


def test_a_trigger_after_the_resolve_opens_a_new_incident() -> None:
    state = fold([trigger(), Resolved(LATER, P1, "disk"), trigger(at=LATER)])
    assert [incident.status for incident in state.incidents] == ["resolved", "triggered"]


def test_an_acknowledged_incident_stays_so_when_it_is_triggered_again() -> None:
    state = fold([trigger(), Acknowledged(AT, P1, "disk"), trigger(at=LATER)])
    assert [incident.status for incident in state.open] == ["acknowledged"]


def test_a_resolve_without_an_open_incident_is_dropped() -> None:
    state = fold([trigger(), Resolved(AT, P1, "cpu")])
    assert [dropped.because for dropped in state.dropped] == [NOTHING_OPEN]
    assert len(state.open) == 1


def test_a_resolve_through_another_key_is_dropped_and_says_so() -> None:
    state = fold([trigger(), Resolved(AT, P2, "disk")])
    assert [dropped.because for dropped in state.dropped] == [OTHER_KEY]
    assert len(state.open) == 1


def test_an_acknowledgement_of_a_resolved_incident_is_dropped() -> None:
    state = fold([trigger(), Resolved(AT, P1, "disk"), Acknowledged(LATER, P1, "disk")])
    assert [dropped.because for dropped in state.dropped] == [NOTHING_OPEN]


def test_what_is_over_is_forgotten_in_the_end_and_what_is_open_never() -> None:
    pairs = ((trigger(str(n)), Resolved(LATER, P1, str(n))) for n in range(REMEMBERED + 5))
    state = fold([trigger("open"), *(event for pair in pairs for event in pair)])
    assert [incident.dedup_key for incident in state.open] == ["open"]
    assert len(state.resolved) == REMEMBERED
    assert state.resolved[0].dedup_key == "5"
    assert fold([trigger()]).incidents[0].id != state.incidents[1].id


def test_many_dropped_messages_do_not_pile_up() -> None:
    state = fold(Resolved(AT, P1, str(n)) for n in range(REMEMBERED + 5))
    assert len(state.dropped) == REMEMBERED
    assert "1004" in state.dropped[-1].what
