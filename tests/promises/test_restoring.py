"""What the RTO leaves for the database."""

from datetime import timedelta

from promises import load_handbook
from promises.restoring import drill_budget, time_for_the_database


def test_the_rto_leaves_what_people_and_dns_do_not_need() -> None:
    assert time_for_the_database(load_handbook()) == timedelta(minutes=155)


def test_a_drill_keeps_a_reserve() -> None:
    assert drill_budget(load_handbook()) == timedelta(minutes=124)
