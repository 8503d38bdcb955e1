"""The paging path of one Region, with everything that watches it."""

from collections.abc import Mapping

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops import break_glass
from filmops.alarms import Links
from filmops.boards.alarm_list import alarm_list
from filmops.composites import Alarms
from filmops.dashboards import place_of, render_board
from filmops.event_pages import EventPages
from filmops.heartbeat import Heartbeat
from filmops.incident_updates import updates_silent
from filmops.names import Names
from filmops.page_test import PAGE_TEST, PageTest, page_test_alarms
from filmops.pager_plan import PagerPlan
from filmops.pagerduty import EventsApi
from filmops.paging import PagingPath
from filmops.paging_health import paging_degraded
from filmops.receivers import PageTestReceiver
from filmops.rendering import Actions, render
from filmops.slack import SlackChannel
from filmops.topic import AlarmTopic
from filmops.watched_events import ONE_OF_TWO, WATCHED, WatchedEvent, role_taken
from promises import Level, Severity
from promises.pager import pager_of
from stacks.links import board_of, guide_of, links_of
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
            severities={each.level: each for each in environment.handbook.severities.values()},
            receivers=self._receivers,
        )
        # Maintenance is announced once, from the Region it happens in.
        here = self.region == environment.primary_region
        self.announcements = self.path.announcements() if here else None
        self.updates = self._updates()
        self._publish_pager()
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
            topics=[
                *(arn for region in regions for arn in region.path.slack_topics),
                *(one.updates.spelled_arn for one in regions if one.updates),
            ],
        )
        for region in regions:
            if region is not self:
                self.add_stack_dependency(region)

    def _updates(self) -> AlarmTopic | None:
        """Where reminders and updates during an incident go, once: to Slack alone."""
        if self._environment.reach.slack and self.region == self._environment.primary_region:
            return self.path.topic("Updates", "incident-updates", "Incident updates")
        return None

    def _publish_pager(self) -> None:
        """What PagerDuty has to hold, once: it is one account for both Regions."""
        environment = self._environment
        if environment.reach.pagerduty and self.region == environment.primary_region:
            pager = pager_of(environment.handbook, self._names.prefix)
            PagerPlan(self, "Pager", names=self._names, pager=pager)

    def _beat(self) -> None:
        if self._receivers.heartbeat is None:
            return
        Heartbeat(
            self,
            "Heartbeat",
            topic=self.path.topic("Beats", "heartbeat", "Heartbeat"),
            secret=self._receivers.heartbeat,
            every=self._environment.handbook.on_call.heartbeat,
            key=self.path.key,
            lost_pages=self.path.lost_pages,
        )

    def _page_on_events(self) -> None:
        services = {
            level: EventsApi(self, f"Events{level}", secret=secret, sender=self._names.prefix)
            for level, secret in self._receivers.pagerduty.items()
        }
        self.events: Mapping[str, Level] = {}
        if services:
            self.events = EventPages(
                self,
                "Events",
                names=self._names,
                watched=(*WATCHED, self._break_glass_used()),
                severity_of=self._environment.handbook.severity_of,
                services=services,
                guide=guide_of(self._environment, self._names),
                lost_pages=self.path.lost_pages,
            ).severities

    def _break_glass_used(self) -> WatchedEvent:
        role = self._names.of(break_glass.NAME)
        asked = f"Somebody took the role {role}: was it you?"
        return role_taken("BreakGlassUsed", role, asked, runbook=break_glass.NAME)

    def _watch(self) -> None:
        """The path's own alarms: told to their severity, and past PagerDuty by SMS and email."""
        handbook = self._environment.handbook
        hurt = handbook.severity_of(ONE_OF_TWO)
        board = board_of(self._environment, self._names, self.region, BOARD)
        links = links_of(self._environment, self.region, board)
        told = {
            **self.path.actions,
            hurt.level: [*self.path.actions[hurt.level], self.path.health.topic_arn],
        }
        tests = Alarms()
        if self._receivers.page_test:
            tests = self._test_weekly(self._receivers.page_test, hurt, links, told)
        shown = paging_degraded(
            self._names,
            self.region,
            queue=self.path.lost_pages_name,
            topics=self.path.topic_names,
            severity=hurt,
        )
        render(self, shown, actions=told, links=links)
        shown += tests
        if self.updates:
            on_call = handbook.on_call
            silent = updates_silent(self._names, self.region, on_call.updates, handbook.severities)
            reminded = Alarms((silent,))
            render(self, reminded, actions=told, links=links)
            shown += reminded
        heading = guide_of(self._environment, self._names).heading(
            "Paging health", "paging-degraded", PAGE_TEST
        )
        render_board(self, alarm_list(board, "Paging health", heading, shown), place_of(self))

    def _test_weekly(
        self, receiver: PageTestReceiver, hurt: Severity, links: Links, told: Actions
    ) -> Alarms:
        handbook = self._environment.handbook
        low = handbook.severities.P4
        alarms = page_test_alarms(self._names, self.region, test=low, missed=hurt)
        test, missed = Alarms((alarms.test,)), Alarms((alarms.missed,))
        topic = self.path.topic("PageTests", PAGE_TEST, "Page test")
        self.path.page(topic, receiver.service)
        test_told = {low.level: [*self.path.actions[low.level], topic.topic_arn]}
        render(self, test, actions=test_told, links=links)
        render(self, missed, actions=told, links=links)
        PageTest(
            self,
            "PageTest",
            names=self._names,
            alarm=alarms.test.name,
            token=receiver.token,
            when=handbook.on_call.page_test,
            lost_pages=self.path.lost_pages,
        )
        return test + missed
