"""The envelope SNS puts around what it delivers over HTTPS.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from local.pagerduty.strict_json import read_object, text

TYPE_HEADER = "x-amz-sns-message-type"


@dataclass(frozen=True, slots=True)
class SubscriptionConfirmation:
    """SNS asks whether this endpoint wants the topic's messages."""

    topic: str
    token: str = field(repr=False)
    subscribe_url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Notification:
    """A message somebody published."""

    topic: str
    subject: str
    message: str


def read_envelope(
    type_header: str | None, body: bytes
) -> SubscriptionConfirmation | Notification | None:
    """What SNS sent, or None when the body is no envelope or not the one its header names."""
    envelope = read_object(body)
    if envelope is None:
        return None
    kind, topic = text(envelope, "Type"), text(envelope, "TopicArn")
    if type_header not in (None, kind) or not topic:
        return None
    if kind == "Notification" and isinstance(envelope.get("Message"), str):
        return Notification(topic, text(envelope, "Subject"), text(envelope, "Message"))
    token, url = text(envelope, "Token"), text(envelope, "SubscribeURL")
    if kind == "SubscriptionConfirmation" and token and url:
        return SubscriptionConfirmation(topic, token, url)
    return None


def callable_url(url: str, hosts: Mapping[str, str]) -> str | None:
    """Where a SubscribeURL may be called: on this machine, or where `hosts` maps its host to.

    `hosts` maps a host name, say sns.us-east-1.amazonaws.com, to a base URL on this machine.
    None means nowhere: whoever can reach this port must not make it call a third party.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host in hosts:
        target = urlsplit(hosts[host])
        return urlunsplit((target.scheme, target.netloc, parts.path, parts.query, ""))
    return url if _is_this_machine(host) else None


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
