"""Composite alarms as values: rules over other alarms, and what keeps them quiet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from filmops.alarms import AlarmSpec, Story
from promises import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """An alarm rule in CloudWatch's grammar, and the alarms it names."""

    text: str
    names: tuple[str, ...]

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(f"({self.text} AND {other.text})", (*self.names, *other.names))

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(f"({self.text} OR {other.text})", (*self.names, *other.names))


def firing(name: str) -> Rule:
    """True while the alarm of that name is in ALARM."""
    return Rule(f'ALARM("{name}")', (name,))


def any_of(names: Iterable[str]) -> Rule:
    """True while one of the alarms is in ALARM."""
    each = [firing(name) for name in names]
    if len(each) == 1:
        return each[0]
    text = " OR ".join(rule.text for rule in each)
    return Rule(f"({text})", tuple(name for rule in each for name in rule.names))


@dataclass(frozen=True, slots=True)
class Suppression:
    """While the alarm `by` is in ALARM nothing is sent.

    `wait` is how long a change waits for that alarm to go first, `extension` how long it stays
    quiet after it has cleared. Then the state of that moment is told.
    """

    by: str
    wait: timedelta
    extension: timedelta


@dataclass(frozen=True, slots=True)
class CompositeSpec:
    """A composite alarm; one without a story only keeps others quiet and tells nobody."""

    name: str
    rule: Rule
    story: Story | None = None
    severity: Severity | None = None
    suppressed: Suppression | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every alarm that must exist before this one."""
        by = (self.suppressed.by,) if self.suppressed else ()
        return tuple(dict.fromkeys((*self.rule.names, *by)))


@dataclass(frozen=True, slots=True)
class Alarms:
    """The alarms of one thing: the metric alarms, and the composites in the order they build."""

    metric: tuple[AlarmSpec, ...] = ()
    composite: tuple[CompositeSpec, ...] = ()

    def __add__(self, other: "Alarms") -> "Alarms":
        return Alarms(self.metric + other.metric, self.composite + other.composite)

    @property
    def names(self) -> frozenset[str]:
        """What they are all called."""
        return frozenset(alarm.name for alarm in (*self.metric, *self.composite))

    @property
    def speaking(self) -> tuple[AlarmSpec | CompositeSpec, ...]:
        """Those that tell somebody."""
        plain = (alarm for alarm in self.metric if alarm.speaks)
        return (*plain, *(composite for composite in self.composite if composite.story))


def any_part(name: str, story: Story, severity: Severity, parts: Iterable[AlarmSpec]) -> Alarms:
    """One alarm that speaks for all its parts: in ALARM while any of them is."""
    silent = tuple(part.silent() for part in parts)
    rule = any_of(part.name for part in silent)
    return Alarms(silent, (CompositeSpec(name, rule, story, severity),))
