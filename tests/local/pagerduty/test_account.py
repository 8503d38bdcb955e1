from pathlib import Path

import pytest

from local.pagerduty.account import KEY_LENGTH, Account, masked


def test_a_new_account_is_written_for_its_owner_only_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "build" / "pagerduty.json"
    written = Account.at(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert Account.at(path) == written


def test_every_key_is_of_its_own_and_as_long_as_pagerdutys() -> None:
    services = Account.with_new_keys().services
    keys = [key for s in services for key in (s.integration_key, s.routing_key)]
    assert {len(key) for key in keys} == {KEY_LENGTH}
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"services": [{}], "api_token": "t"}'])
def test_a_file_that_is_no_account_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pagerduty.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="wanted an account") as refused:
        Account.at(path)
    assert "\n" not in str(refused.value)


def test_a_service_is_found_by_its_own_key_of_the_right_kind() -> None:
    account = Account.with_new_keys()
    first, second, _ = account.services
    assert account.of_integration_key(second.integration_key) == second
    assert account.of_routing_key(first.routing_key) == first
    assert account.of_integration_key(first.routing_key) is None


def test_no_key_is_printed() -> None:
    account = Account.with_new_keys()
    printed = repr(account)
    secrets = [account.api_token, *(s.integration_key for s in account.services)]
    assert not any(secret in printed for secret in secrets)


def test_a_masked_key_keeps_four_characters_and_a_short_one_none() -> None:
    assert masked("0123456789abcdef0123456789abcdef") == "…cdef"
    assert masked("cdef") == "…"
