"""Where the token comes from: an environment variable, or a secret of the account."""

import os
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from delivery.pagerduty.keys import SecretsManager, member

VARIABLE = "PAGERDUTY_TOKEN"


class NoTokenError(Exception):
    """There is no token; the text says where one was looked for."""


def read_token(secret: str, secrets: Callable[[], SecretsManager]) -> str:
    """The token of the environment variable, else the field `token` of the secret."""
    if given := os.environ.get(VARIABLE, ""):
        return _usable(given, VARIABLE)
    try:
        held = secrets().get_secret_value(SecretId=secret).get("SecretString")
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "no code")
        raise NoTokenError(f"secret {secret}: {code}; or set {VARIABLE}") from None
    except BotoCoreError as error:
        raise NoTokenError(f"secret {secret}: {error}; or set {VARIABLE}") from None
    token = member(str(held), "token")
    if not token:
        raise NoTokenError(f"secret {secret}: wanted JSON with a field token; or set {VARIABLE}")
    return _usable(token, f"secret {secret}")


def _usable(token: str, source: str) -> str:
    if not token.isascii() or not token.isprintable() or " " in token:
        raise NoTokenError(f"{source}: wanted a token, got something no header can carry")
    return token
