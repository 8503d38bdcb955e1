"""One page for one outage: what is quiet, for how long, and what never is."""

from datetime import timedelta

from filmops.composites import Alarms, CompositeSpec
from filmops.service import Outage, Service, Symptom, alarms_of, alone
from tests.filmops.lab import POLICY, STORY, alarm, objective

SERVICE = Service(
    name="orders",
    objectives=(objective(),),
    outage=Outage(STORY, (alarm("lab-no-host", "P1"), alarm("lab-all-failing", "P1"))),
    symptoms=(
        alone(alarm("lab-orders-slow")),
        Symptom("lab-orders-queue", (alarm("lab-jobs"), alarm("lab-video"))),
    ),
    signs=(alarm("lab-certificate", "P3"),),
    leans_on=("database",),
)


def found() -> dict[str, CompositeSpec]:
    return {one.name: one for one in alarms_of(SERVICE, POLICY).composite}


def test_an_outage_is_one_page_whatever_part_of_it_is_seen() -> None:
    down = found()["lab-orders-down"]
    assert down.rule.names == ("lab-no-host", "lab-all-failing")
    assert down.severity
    assert down.severity.level == "P1"


def test_an_outage_is_never_kept_quiet() -> None:
    assert found()["lab-orders-down"].suppressed is None


def test_symptoms_are_quiet_while_their_own_outage_or_that_of_the_database_is_told() -> None:
    quiet = found()["lab-orders-quiet"]
    assert quiet.rule.names == ("lab-orders-down", "lab-database-down")
    assert (quiet.story, quiet.severity) == (None, None)
    suppressed = found()["lab-orders-slow"].suppressed
    assert suppressed
    assert suppressed.by == quiet.name


def test_a_symptom_waits_as_long_as_its_cause_takes_and_until_it_has_forgotten_it() -> None:
    suppressed = found()["lab-orders-slow"].suppressed
    assert suppressed
    assert suppressed.wait == timedelta(minutes=2)
    assert suppressed.extension == timedelta(minutes=16)


def test_a_suppressed_symptom_is_told_by_a_composite_under_its_own_name() -> None:
    told = found()["lab-orders-slow"]
    assert told.rule.text == 'ALARM("lab-orders-slow-signal")'
    by_name = {spec.name: spec for spec in alarms_of(SERVICE, POLICY).metric}
    assert not by_name["lab-orders-slow-signal"].speaks


def test_queues_share_one_page() -> None:
    names = ("lab-jobs-signal", "lab-video-signal")
    assert found()["lab-orders-queue"].rule.names == names


def test_a_sign_that_no_outage_explains_always_speaks() -> None:
    (sign,) = (spec for spec in alarms_of(SERVICE, POLICY).metric if spec.speaks)
    assert sign.name == "lab-certificate"


def test_every_burn_rate_is_quiet_during_an_outage() -> None:
    composites = found()
    for tier in ("fast", "medium", "slow"):
        suppressed = composites[f"lab-orders-availability-{tier}"].suppressed
        assert suppressed
        assert "lab-orders-down" in composites[suppressed.by].rule.names


def test_alarms_are_made_after_those_they_name() -> None:
    made = [spec.name for spec in alarms_of(SERVICE, POLICY).metric]
    for composite in alarms_of(SERVICE, POLICY).composite:
        assert set(composite.names) - {"lab-database-down"} <= set(made)
        made.append(composite.name)


def test_nothing_is_kept_quiet_where_nothing_is_leant_on() -> None:
    lonely = Service("orders", symptoms=(alone(alarm("lab-slow")),))
    assert alarms_of(lonely, POLICY) == Alarms((alarm("lab-slow"),))
