"""Where a key belongs, and whether the secret holds it; where the token comes from."""

import json
from collections.abc import Mapping

import pytest
from botocore.exceptions import ClientError

from delivery.pagerduty.keys import Key
from delivery.pagerduty.token import VARIABLE, NoTokenError, read_token


class Secrets:
    def __init__(self, **held: object) -> None:
        self.held = held

    def get_secret_value(self, *, SecretId: str) -> Mapping[str, object]:  # noqa: N803
        if SecretId not in self.held:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetSecretValue")
        return {"SecretString": self.held[SecretId]}


def key(value: str) -> Key:
    return Key("filmops-prod P1", "CloudWatch", "p1", "integration_key", value)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"p1": json.dumps({"integration_key": "abc"})}, "the same key"),
        ({"p1": json.dumps({"integration_key": "xyz"})}, "another key: no page would arrive"),
        ({"p1": json.dumps({"routing_key": "abc"})}, "no field integration_key"),
        ({"p1": "abc"}, "no field integration_key"),
        ({}, "ResourceNotFoundException"),
    ],
)
def test_a_secret_is_compared_and_not_shown(held: dict[str, object], said: str) -> None:
    assert key("abc").compared(Secrets(**held)) == said
    assert "abc" not in repr(key("abc"))


def test_the_variable_goes_before_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Secrets(api=json.dumps({"token": "from-the-secret"}))
    assert read_token("api", lambda: held) == "from-the-secret"
    monkeypatch.setenv(VARIABLE, "from-the-variable")
    assert read_token("api", lambda: held) == "from-the-variable"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({}, "secret api: ResourceNotFoundException"),
        ({"api": "no json"}, "wanted JSON with a field token"),
        ({"api": json.dumps({"token": "with space"})}, "no header can carry"),
    ],
)
def test_no_token_says_where_it_was_looked_for(held: dict[str, object], said: str) -> None:
    with pytest.raises(NoTokenError, match=said):
        read_token("api", lambda: Secrets(**held))
