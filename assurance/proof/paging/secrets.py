"""References to Secrets Manager, and keys that should have been one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REFERENCE = re.compile(
    r"\{\{resolve:secretsmanager:(?P<secret>.+?)(?::SecretString(?::(?P<field>[^:}]*))?[^}]*)?\}\}"
)


@dataclass(frozen=True, slots=True)
class SecretField:
    """One field of a secret, read by CloudFormation while it deploys."""

    secret: str
    field: str

    def __str__(self) -> str:
        return f"{self.secret}:{self.field}" if self.field else self.secret


def secret_in(text: str) -> SecretField | None:
    """The first secret a text refers to."""
    found = _REFERENCE.search(text)
    return SecretField(found["secret"], found["field"] or "") if found else None


def is_one_secret(text: str) -> bool:
    """Whether the whole text is one secret reference."""
    return _REFERENCE.fullmatch(text) is not None
