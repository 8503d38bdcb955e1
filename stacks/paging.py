"""The paging path of one Region, with everything that watches it."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import Environment as Target
from constructs import Construct

from environments import Environment
from filmops.alarm_board import AlarmBoard, board_address
from filmops.alarms import Links
from filmops.event_pages import EventPages
from filmops.heartbeat import Heartbeat
from filmops.names import Names
from filmops.page_test import PageTest
from filmops.pagerduty import EventsApi
from filmops.paging import PagingPath
from filmops.paging_health import paging_degraded
from filmops.rendering import render_alarm, render_any_of
from filmops.slack import SlackChannel
from filmops.watched_events import ONE_OF_TWO, WATCHED
from promises import Channel
from stacks.receivers import receivers_of

BOARD = "paging"


class Paging(Stack):
    """Topics and receivers of one Region, the events that page, and what watches the path."""

    def __init__(
        self, scope: Construct, id: str, *, env: Target, environment: Environment, names: Names
    ) -> None:
        super().__init__(scope, id, env=env)
        self._names = names
        self._environment = environment
        self._receivers = receivers_of(environment.reach)
        self.path = PagingPath(
            self,
            "Path",
            names=names,
            severities=dict(environment.handbook.severities.items()),
            receivers=self._receivers,
        )
        self._beat()
        self._page_on_events()
        self._watch()

    def show_in_slack(self, *regions: "Paging") -> None:
        """Show the alarms of all `regions` in the channel; those are deployed before this stack."""
        slack = self._environment.reach.slack
        if slack is None:
            return
        SlackChannel(
            self,
            "Slack",
            name=self._names.of("alarms"),
            workspace=slack.workspace,
            channel=slack.channel,
            topics=[arn for region in regions for arn in region.slack_topics],
        )
        for region in regions:
            if region is not self:
                self.add_stack_dependency(region)

    @property
    def slack_topics(self) -> Sequence[str]:
        """The ARNs of the topics the handbook sends to Slack, spelled so that any Region can."""
        return [
            self.format_arn(
                service="sns",
                resource=self._names.topic(severity.level),
                arn_format=ArnFormat.NO_RESOURCE_NAME,
            )
            for _, severity in self._environment.handbook.severities.items()
            if Channel.SLACK in severity.channels
        ]

    def _beat(self) -> None:
        if self._receivers.heartbeat is None:
            return
        Heartbeat(
            self,
            "Heartbeat",
            topic=self.path.topic("Beats", "heartbeat", "Heartbeat"),
            secret=self._receivers.heartbeat,
            every=self._environment.handbook.on_call.heartbeat,
            lost_pages=self.path.lost_pages,
        )

    def _page_on_events(self) -> None:
        services = {
            level: EventsApi(self, f"Events{level}", secret=secret, sender=self._names.prefix)
            for level, secret in self._receivers.pagerduty.items()
        }
        if services:
            EventPages(
                self,
                "Events",
                watched=WATCHED,
                severity_of=self._environment.handbook.severity_of,
                services=services,
                lost_pages=self.path.lost_pages,
            )

    def _watch(self) -> None:
        """The path's own alarms: told to their topic, and past PagerDuty by SMS and email."""
        hurt = self._environment.handbook.severity_of(ONE_OF_TWO)
        board = self._names.of(BOARD)
        links = Links(board_address(self.region, board), self._environment.links.runbooks)
        told = dict(self.path.actions)
        told[hurt.level] = [*told[hurt.level], self.path.health.topic_arn]

        degraded = paging_degraded(
            self._names, self.path.lost_pages_name, self.path.topic_names, hurt
        )
        render_any_of(self, degraded, actions=told, links=links)
        speaking = [degraded.name]
        ...
