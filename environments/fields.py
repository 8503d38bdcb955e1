"""The field types of an environment file."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from environments.regions import REGIONS
from promises.errors import WantedError

_ACCOUNT = re.compile(r"\d{12}")
_TWELVE_DIGITS = "12 digits in quotes"
_SECRET_NAME = re.compile(r"[a-z0-9-]+(?:/[A-Za-z0-9_-]+)+")
_SLACK_WORKSPACE = re.compile(r"T[A-Z0-9]{8,}")
_SLACK_CHANNEL = re.compile(r"C[A-Z0-9]{8,}")
_SLACK_NAME = re.compile(r"#[a-z0-9_-]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _matching(pattern: re.Pattern[str], wanted: str) -> AfterValidator:
    def check(value: str) -> str:
        if pattern.fullmatch(value) is None:
            raise WantedError(wanted)
        return value

    return AfterValidator(check)


def _region(value: str) -> str:
    if value not in REGIONS:
        raise WantedError("an AWS Region such as us-east-1")
    return value


def _secret_name(value: str) -> str:
    if _SECRET_NAME.fullmatch(value) is None:
        # The value may be the secret itself, and error lines end up in the logs of CI.
        got = "something else (not shown: it may be the secret itself)"
        raise WantedError("the name of a secret such as filmops/prod/pagerduty/p1", got)
    return value


def _digits(value: object) -> object:
    if isinstance(value, int):
        raise WantedError(_TWELVE_DIGITS)  # YAML read a number and dropped its leading zeros
    return value


Account = Annotated[str, _matching(_ACCOUNT, _TWELVE_DIGITS), BeforeValidator(_digits)]
Region = Annotated[str, AfterValidator(_region)]
SecretName = Annotated[str, AfterValidator(_secret_name)]
SlackWorkspace = Annotated[str, _matching(_SLACK_WORKSPACE, "a Slack workspace id, T and more")]
SlackChannel = Annotated[str, _matching(_SLACK_CHANNEL, "a Slack channel id, C and more")]
SlackName = Annotated[str, _matching(_SLACK_NAME, "a Slack channel name such as #ops-alerts")]
EmailAddress = Annotated[str, _matching(_EMAIL, "an e-mail address")]
Words = Annotated[str, _matching(re.compile(r".*\S.*", re.DOTALL), "some words")]
