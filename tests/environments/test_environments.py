"""The three environments of the project."""

from datetime import timedelta
from pathlib import Path

import botocore.session
import pytest

from environments import Environment, Parameter, load_environment, load_environments
from environments.loading import FOLDER
from environments.regions import REGIONS
from promises import Channel, InputErrors, Level, Source, load_handbook

TRIAL = Path(__file__).with_name("good.yaml")


@pytest.fixture(scope="module")
def environments() -> dict[str, Environment]:
    return {environment.name: environment for environment in load_environments()}


def test_there_are_dev_staging_and_prod(environments: dict[str, Environment]) -> None:
    assert set(environments) == {"dev", "staging", "prod"}


def test_all_recover_from_virginia_in_oregon(environments: dict[str, Environment]) -> None:
    regions = {(each.primary_region, each.recovery_region) for each in environments.values()}
    assert regions == {("us-east-1", "us-west-2")}


def test_no_two_share_an_account(environments: dict[str, Environment]) -> None:
    assert len({each.account for each in environments.values()}) == len(environments)


def test_prod_keeps_the_handbook_as_written(environments: dict[str, Environment]) -> None:
    prod = environments["prod"]
    assert not prod.may_weaken
    assert prod.handbook.catalogue() == load_handbook().catalogue()


def test_prod_shows_the_handbooks_status_page(environments: dict[str, Environment]) -> None:
    prod = environments["prod"]
    assert prod.links.status_page == prod.handbook.contacts.status_page


def test_prod_and_staging_reach_people_by_every_channel(
    environments: dict[str, Environment],
) -> None:
    for name in ("prod", "staging"):
        assert environments[name].reach.channels == set(Channel)
        assert environments[name].reach.heartbeat


def test_prod_and_staging_share_no_secret(environments: dict[str, Environment]) -> None:
    def pagers(name: str) -> set[str]:
        door = environments[name].reach.pagerduty
        assert door
        return {door.P1, door.P2, door.page_test, door.api_token}

    assert not pagers("prod") & pagers("staging")


def test_dev_wakes_nobody(environments: dict[str, Environment]) -> None:
    dev = environments["dev"]
    assert not dev.reach.channels & {Channel.PAGERDUTY, Channel.SMS}
    assert all(weakening.because for weakening in dev.weakens)
    for level in Level:
        assert set(dev.handbook.severities[level].channels) <= dev.reach.channels


def test_a_weakening_changes_its_promise_and_no_other() -> None:
    trial = load_environment(TRIAL).handbook
    changed = {
        there.id
        for here, there in zip(load_handbook().catalogue(), trial.catalogue(), strict=True)
        if here != there
    }
    assert changed == {"severities.P2.response"}
    assert trial.severities.P2.response == timedelta(hours=2)


def test_a_weakened_promise_keeps_its_section() -> None:
    promises = {promise.id: promise for promise in load_environment(TRIAL).handbook.catalogue()}
    response = promises["severities.P2.response"]
    assert (response.section, response.source) == ("Incident Severity Levels", Source.HANDBOOK)


def test_a_part_of_the_platform_is_a_name_or_a_parameter() -> None:
    platform = load_environment(TRIAL).platform
    assert platform.queues["jobs"].name == "trial-jobs"
    assert platform.database == Parameter(parameter="/platform/trial/database")
    assert platform.api is None


def test_an_environment_is_found_by_its_name_and_by_its_path() -> None:
    by_name = load_environment("prod")
    assert by_name == load_environment(FOLDER / "prod.yaml")


def test_a_name_without_a_file_is_told() -> None:
    with pytest.raises(InputErrors, match=r"qa\.yaml: wanted a readable file, got no such file"):
        load_environment("qa")


def test_the_regions_are_those_that_botocore_knows() -> None:
    known = botocore.session.get_session().get_available_regions("ec2", partition_name="aws")
    assert frozenset(known) == REGIONS
