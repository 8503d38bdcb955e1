"""The paging path of one Region: what alarms publish to, and how it reaches people."""

from collections.abc import Mapping, Sequence

from aws_cdk import SecretValue
from aws_cdk import aws_sns as sns
from constructs import Construct

from filmops.key import PagingKey
from filmops.lost_pages import LostPages
from filmops.names import Names
from filmops.pagerduty import AlarmIntegration
from filmops.receivers import Receivers
from filmops.topic import AlarmTopic
from promises import Channel, Level, Severity

LOST_PAGES = "lost-pages"
PAGING_HEALTH = "paging-health"
APPROVALS = "approvals"
ANNOUNCEMENTS = "announcements"


class PagingPath(Construct):
    """A topic per severity, each subscribed by the channels the handbook gives that severity.

    `health` is the second way out, for what is wrong with paging itself: it never passes through
    PagerDuty. `approvals` asks people about a runbook, which is no alarm. Slack is not subscribed here, since one configuration serves all Regions: hand
    `slack_topics` to a `SlackChannel`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        severities: Mapping[Level, Severity],
        receivers: Receivers,
    ) -> None:
        super().__init__(scope, id)
        self._names = names
        self._receivers = receivers
        self._made: list[AlarmTopic] = []
        self._announced: list[AlarmTopic] = []
        self.key = PagingKey(self, "Key", alias=names.of("paging"))
        self.lost_pages = LostPages(self, "LostPages", name=names.of(LOST_PAGES), key=self.key)
        self.lost_pages.admit_rules(names.of("*"))
        self._severities = severities
        self.topics = {level: self._severity_topic(each) for level, each in severities.items()}
        self.health = self.topic("Health", PAGING_HEALTH, "Paging health")
        self._text(self.health)
        self._mail(self.health)
        self.approvals = self.topic("Approvals", APPROVALS, "Approvals")
        self._text(self.approvals)
        self._mail(self.approvals)

    @property
    def actions(self) -> Mapping[Level, Sequence[str]]:
        """For each severity the ARN of its topic."""
        return {level: [topic.topic_arn] for level, topic in self.topics.items()}

    @property
    def slack_topics(self) -> Sequence[str]:
        """The ARNs of the topics that are shown in Slack, spelled so that any Region can."""
        alarms = (
            self.topics[level]
            for level, severity in self._severities.items()
            if Channel.SLACK in severity.channels
        )
        return [topic.spelled_arn for topic in (*alarms, *self._announced)]

    @property
    def told_to_slack(self) -> str:
        """The topic of the mildest severity that Slack shows: what nobody is woken for."""
        shown = [one for one in Level if Channel.SLACK in self._severities[one].channels]
        return self.topics[shown[-1]].topic_arn

    @property
    def topic_names(self) -> Sequence[str]:
        """The physical names of all topics made so far."""
        return [topic.name for topic in self._made]

    @property
    def lost_pages_name(self) -> str:
        """The physical name of the dead-letter queue."""
        return self._names.of(LOST_PAGES)

    def topic(self, id: str, name: str, shown_as: str) -> AlarmTopic:
        """One more topic under the same key."""
        made = AlarmTopic(self, id, name=self._names.of(name), shown_as=shown_as, key=self.key)
        self._made.append(made)
        return made

    def announcements(self) -> AlarmTopic:
        """A topic for what people are told and nobody has to do anything about: Slack and email."""
        made = self.topic("Announcements", ANNOUNCEMENTS, "Announcements")
        self._mail(made)
        self._announced.append(made)
        return made

    def page(self, topic: AlarmTopic, secret: str) -> None:
        """Hand a topic's alarms to the PagerDuty service whose key the secret holds."""
        AlarmIntegration(topic, "PagerDuty", topic=topic, secret=secret, lost_pages=self.lost_pages)

    def _severity_topic(self, severity: Severity) -> AlarmTopic:
        level = severity.level
        topic = self.topic(level, level.lower(), f"{level} alarms")
        if Channel.PAGERDUTY in severity.channels:
            self.page(topic, self._receivers.pagerduty[level])
        if Channel.SMS in severity.channels:
            self._text(topic)
        if Channel.EMAIL in severity.channels:
            self._mail(topic)
        return topic

    def _text(self, topic: AlarmTopic) -> None:
        for count, secret in enumerate(self._receivers.sms, start=1):
            number = SecretValue.secrets_manager(secret, json_field="number")
            sns.Subscription(
                topic,
                f"Sms{count}",
                topic=topic,
                protocol=sns.SubscriptionProtocol.SMS,
                endpoint=number.unsafe_unwrap(),
                dead_letter_queue=self.lost_pages,
            )

    def _mail(self, topic: AlarmTopic) -> None:
        for count, address in enumerate(self._receivers.email, start=1):
            sns.Subscription(
                topic,
                f"Email{count}",
                topic=topic,
                protocol=sns.SubscriptionProtocol.EMAIL,
                endpoint=address,
                dead_letter_queue=self.lost_pages,
            )
