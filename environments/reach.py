"""How the people of an environment are reached."""

from environments.fields import (
    EmailAddress,
    SecretName,
    SlackChannel,
    SlackName,
    SlackWorkspace,
)
from promises import Channel
from promises.frozen import Frozen


class PagerDuty(Frozen):
    """The secrets of one PagerDuty service, by name; the same names hold in both Regions.

    `P1`, `P2` and `page_test` are JSON: `integration_key` for CloudWatch alarms and `routing_key`
    for Events API v2. `api_token` is JSON with `token`, a read-only REST API token.
    """

    P1: SecretName
    P2: SecretName
    page_test: SecretName
    api_token: SecretName


class Slack(Frozen):
    """One Slack channel, by the ids AWS Chatbot needs and the name people know."""

    workspace: SlackWorkspace
    channel: SlackChannel
    name: SlackName


class Reach(Frozen):
    """The ways that exist here.

    `sms` are secrets with `number`; `heartbeat` and `status_page`, a webhook, are secrets with `url`.
    """

    pagerduty: PagerDuty | None = None
    sms: tuple[SecretName, ...] = ()
    slack: Slack | None = None
    email: tuple[EmailAddress, ...] = ()
    heartbeat: SecretName | None = None
    status_page: SecretName | None = None

    @property
    def channels(self) -> frozenset[Channel]:
        """The channels a message can really take."""
        ways = {
            Channel.PAGERDUTY: self.pagerduty,
            Channel.SMS: self.sms,
            Channel.SLACK: self.slack,
            Channel.EMAIL: self.email,
        }
        return frozenset(channel for channel, way in ways.items() if way)
