"""The account the stand-in plays: its services, their keys, and the REST token."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hmac import compare_digest
from pathlib import Path
from typing import Protocol, Self

KEY_LENGTH = 32
"""Characters of an integration or routing key (PagerDuty, "Send an Alert Event")."""


class Urgency(StrEnum):
    """How hard PagerDuty tries to reach somebody."""

    HIGH = "high"
    LOW = "low"


def new_key() -> str:
    """A key as PagerDuty draws them."""
    return secrets.token_hex(KEY_LENGTH // 2)


def masked(key: str) -> str:
    """A key for people to recognise and nobody to use."""
    return f"…{key[-4:]}" if len(key) >= KEY_LENGTH else "…"


@dataclass(frozen=True, slots=True)
class Service:
    """A PagerDuty service: `level` is the handbook's severity that pages through it."""

    id: str
    name: str
    level: str
    urgency: Urgency
    integration_key: str = field(repr=False, default_factory=new_key)
    routing_key: str = field(repr=False, default_factory=new_key)


class Routes(Protocol):
    """Whoever knows which service an event's routing key leads to."""

    def of_routing_key(self, key: str) -> Service | None:
        """The service, if any has this key."""
        ...


@dataclass(frozen=True, slots=True)
class Account:
    """All services, the token that reads over REST, and the one that may write too."""

    services: tuple[Service, ...]
    api_token: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(15))
    write_token: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(15))

    @classmethod
    def with_new_keys(cls) -> Self:
        """The services our environments page, with keys drawn now."""
        return cls(
            services=(
                Service("PFILMP1", "AI Film Studio P1", "P1", Urgency.HIGH),
                Service("PFILMP2", "AI Film Studio P2", "P2", Urgency.HIGH),
                Service("PFILMPT", "AI Film Studio page test", "page test", Urgency.LOW),
            )
        )

    @classmethod
    def at(cls, path: Path) -> Self:
        """The account kept in a file; a new one is written where there is none.

        Raises ValueError when the file is no account.
        """
        if not path.exists():
            account = cls.with_new_keys()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # the keys open incidents, if only here
            path.write_text(json.dumps(asdict(account), indent=2) + "\n")
            return account
        try:
            data = json.loads(path.read_text())
            services = tuple(
                Service(**{**service, "urgency": Urgency(service["urgency"])})
                for service in data["services"]
            )
            return cls(services, data["api_token"], data["write_token"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: wanted an account as this program writes it") from error

    def of_integration_key(self, key: str) -> Service | None:
        """The service a CloudWatch subscription pages, if any has this key."""
        return next((s for s in self.services if _same(s.integration_key, key)), None)

    def of_routing_key(self, key: str) -> Service | None:
        """The service an Events API v2 event pages, if any has this key."""
        return next((s for s in self.services if _same(s.routing_key, key)), None)

    def admits(self, token: str) -> bool:
        """Whether a REST request that reads is let in with this token."""
        return _same(self.api_token, token)

    def lets_write(self, token: str) -> bool:
        """Whether one that writes is."""
        return _same(self.write_token, token)


def _same(secret: str, given: str) -> bool:
    return compare_digest(secret.encode(), given.encode())
