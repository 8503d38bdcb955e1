"""The workflow of a maintenance window, in the Amazon States Language, as a value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from filmops.states import State, choice, pause, said, task

GATE, UNMUTE, SUMMARY = "Gate", "Unmute", "Summary"
BACKUP, ROLES, CARE, ARCHIVE = "Backup", "Roles", "Care", "Archive"
WORKERS, PENDING, RUNTIMES, CERTIFICATES, HEALTH = (
    "Workers",
    "Pending",
    "Runtimes",
    "Certificates",
    "Health",
)
"""The functions, as the definition names them: `${Gate}` stands for an ARN."""

POLL = timedelta(minutes=1)
DONE, AGAIN, SKIPPED = "done", "again", "skipped"
"""What the functions answer as their `outcome`."""
_GOOD, _BAD, _NOTHING = "Good", "Not good", "Nothing to do"


@dataclass(frozen=True, slots=True)
class Activity:
    """One piece of a window's work: the step of a function, called until it is through.

    It is left out unless everything it `needs` is done. `of` is the handbook's activity it
    belongs to, "" for what surrounds the work.
    """

    step: str
    function: str
    of: str
    needs: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """What its state is called."""
        return self.step.capitalize()


ACTIVITIES = (
    Activity("backup", BACKUP, "backup_validation"),
    Activity("roles", ROLES, "database", needs=("backup",)),
    Activity("vacuum", CARE, "database", needs=("backup", "roles")),
    Activity("reindex", CARE, "database", needs=("backup", "roles")),
    Activity("archive", ARCHIVE, "database", needs=("backup", "roles")),
    Activity("workers", WORKERS, "security_patches"),
    Activity("pending", PENDING, "security_patches", needs=("backup",)),
    Activity("upgrades", PENDING, "upgrades", needs=("backup",)),
    Activity("runtimes", RUNTIMES, "upgrades"),
    Activity("certificates", CERTIFICATES, "certificates"),
)
"""In the order of a window: nothing is touched before the backup, what only reads comes last."""
_BEFORE = Activity("baseline", HEALTH, "")
_AFTER = Activity("health", HEALTH, "")


@dataclass(frozen=True, slots=True)
class WindowWorkflow:
    """Gate, work, thirty minutes of watching, unmute, summary. No failure leads around the end.

    `lasts` ends a run by force; another one then looks once, unmutes, tells and closes the record.
    """

    lasts: timedelta
    activities: tuple[Activity, ...] = ACTIVITIES

    @property
    def functions(self) -> Sequence[str]:
        """The functions it calls."""
        work = (one.function for one in self.activities)
        return tuple(dict.fromkeys((GATE, HEALTH, *work, UNMUTE, SUMMARY)))

    @property
    def definition(self) -> State:
        """The state machine."""
        states: dict[str, State] = {
            # A run that was ended by force is cleaned up after by another.
            "Begin": choice({"Variable": "$.after", "IsPresent": True}, "Recall", "Gate"),
            "Gate": task("gate", GATE, "gate", "Open?", "Unmute", "gate_error"),
            "Open?": self._open(),
            **dict(self._work()),
            **self._forced(),
            "Unmute": task("unmute", UNMUTE, "unmute", "Summary", "Summary", "unmute_error"),
            "Summary": task("summary", SUMMARY, "summary", "Good?", _BAD, "summary_error"),
            "Good?": choice(said("summary.outcome", DONE), _GOOD, _BAD),
            _GOOD: {"Type": "Succeed"},
            _NOTHING: {"Type": "Succeed"},
            _BAD: {
                "Type": "Fail",
                "Error": "WindowFailed",
                "Cause": "The summary of this window says why",
            },
        }
        return {
            "StartAt": "Begin",
            "TimeoutSeconds": int(self.lasts.total_seconds()),
            "States": states,
        }

    def _open(self) -> State:
        """Worked in, skipped, or the second delivery of what the first has been told already."""
        news = {"Variable": "$.gate.news", "BooleanEquals": True}
        is_there = {"Variable": "$.gate.news", "IsPresent": True}
        return {
            "Type": "Choice",
            "Choices": [
                {**said("gate.outcome", DONE), "Next": "Baseline"},
                {"And": [is_there, news], "Next": "Unmute"},
            ],
            "Default": _NOTHING,
        }

    def _work(self) -> Iterator[tuple[str, State]]:
        line = (_BEFORE, *self.activities, _AFTER)
        for count, activity in enumerate(line):
            following = _entry(line[count + 1]) if count + 1 < len(line) else "Unmute"
            yield from _called(activity, following)

    def _forced(self) -> Mapping[str, State]:
        """What the dead run knew becomes this one's own; then one look instead of a watch."""
        recall = task("recall", SUMMARY, "", "Was it open?", "Look", "recall_error")
        return {
            "Recall": recall,
            "Was it open?": choice(said("gate.outcome", SKIPPED), _NOTHING, "Look"),
            "Look": task("look", HEALTH, "health", "Unmute", "Unmute", "health_error"),
        }


@dataclass(frozen=True, slots=True)
class BackupWorkflow:
    """The manual backup a day ahead of a window: taken, waited for, verified."""

    lasts: timedelta

    @property
    def functions(self) -> Sequence[str]:
        """The functions it calls."""
        return (BACKUP,)

    @property
    def definition(self) -> State:
        """The state machine."""
        backup = Activity("before", BACKUP, "backup_validation")
        return {
            "StartAt": backup.state,
            "TimeoutSeconds": int(self.lasts.total_seconds()),
            "States": {
                **dict(_called(backup, "Good?")),
                "Good?": choice(said("before.outcome", DONE), _GOOD, _BAD),
                _GOOD: {"Type": "Succeed"},
                _BAD: {
                    "Type": "Fail",
                    "Error": "BackupFailed",
                    "Cause": "The last answer of the step before says why",
                },
            },
        }


def _entry(activity: Activity) -> str:
    return f"May {activity.step}?" if activity.needs else activity.state


def _called(activity: Activity, following: str) -> Iterator[tuple[str, State]]:
    """The states of one activity: may it, do it, once more while it asks for that."""
    step, name = activity.step, activity.state
    if activity.needs:
        met = [part for need in activity.needs for part in said(f"{need}.outcome", DONE)["And"]]
        yield _entry(activity), choice({"And": met}, name, following)
    yield name, task(step, activity.function, step, f"{name} done?", following, f"{step}_error")
    again = said(f"{step}.outcome", AGAIN)
    yield f"{name} done?", choice(again, f"{name} pause", following)
    yield f"{name} pause", pause(POLL, name)
