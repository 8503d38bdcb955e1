"""The story, act by act; each says what it sees and raises CycleError where that is not what must be."""

from dataclasses import dataclass
from typing import Final

from assurance.assembly import read_assembly
from local.cycle.changes import ALARM, EASED, EASED_TO, RENAMED
from local.cycle.clone import Clone
from local.cycle.making import Made, Make
from local.cycle.outcome import must
from local.cycle.report import Report
from local.cycle.seeing import Account, Channel, listen, topics_of_slack

BRIEFLY: Final = 0.2
"""Minutes the first deployment is watched: long enough for two looks at its guards."""
WATCHED: Final = 5
"""Minutes the second one would be watched; its guard trips long before."""
PLAYED: Final = "Played by make cycle"


@dataclass(frozen=True, slots=True)
class Cycle:
    """One environment, the clone in which somebody works, and where it is told."""

    clone: Clone
    make: Make
    account: Account
    report: Report

    @property
    def name(self) -> str:
        """The environment."""
        return self.account.environment.name

    def play(self) -> None:
        """All of it. Raises CycleError, InputError, RepositoryError."""
        first = self.clone.head()
        self._first(first)
        channel = self._channel()
        self._held(first)
        before = self.account.threshold(ALARM)
        change = self._reviewed(before)
        self._tripped(before)
        self._back(first, change, before, channel)

    def _first(self, commit: str) -> None:
        self.report.act(f"The commit that is checked out, {commit[:12]}, goes to {self.name}")
        words = ("deploy", f"ENV={self.name}", f"MINUTES={BRIEFLY}")
        with (
            self.report.timed(f"make deploy ENV={self.name}"),
            self.make.running(*words) as deploy,
        ):
            deploy.until_it_says(f"Watching {self.name}: ")
            self.account.give_guards_a_point()
            made = deploy.wait()
        self.report.typed(made, "Number of stacks", "no guard tripped", " is deployed")
        made.must_succeed()
        got = self.account.deployed()
        must(got == commit, f"/filmops-{self.name}/deployed to be {commit}", got)
        self.report.seen(f"its guards: {', '.join(self.account.guards())}")

    def _channel(self) -> Channel:
        assembly = read_assembly(self.clone.folder / "cdk.out")
        stage = next(one for one in assembly.stages if one.name == self.name)
        return listen(self.account, topics_of_slack(stage, self.account.region))

    def _held(self, first: str) -> None:
        self.report.act(f"A change that a review holds: {RENAMED.title}")
        self.clone.commit(RENAMED)
        made = self._review()
        self.report.typed(made, "Changes ", "is REPLACED")
        made.must_fail()
        made.must_say("HELD RDS DBInstance Data/Database/Instance is REPLACED")
        self.clone.back_to(first)

    def _reviewed(self, before: float) -> str:
        self.report.act(f"A change that goes through: {EASED.title}")
        change = self.clone.commit(EASED)
        made = self._review()
        self.report.typed(made, "Changes ", "thresholds.database_cpu", ALARM)
        made.must_succeed()
        made.must_say(f"{ALARM}: threshold > {before:g} -> {EASED_TO:g}")
        self.clone.merge()
        return change

    def _review(self) -> Made:
        with self.report.timed("make review BASE=HEAD~1"):
            return self.make.run("review", "BASE=HEAD~1")

    def _tripped(self, before: float) -> None:
        self.report.act("It is deployed, and a guard trips while it is watched")
        guard = self.account.guards()[0]
        words = ("deploy", f"ENV={self.name}", f"MINUTES={WATCHED}")
        with self.make.running(*words) as deploy:
            with self.report.timed("gate, synth, change set, baseline, deployment"):
                # said after its first look, in which no guard had tripped
                deploy.until_it_says(f"Watching {self.name}: ")
            got = self.account.threshold(ALARM)
            must(got == EASED_TO, f"{ALARM} to alarm at {EASED_TO:g}", f"{got:g}")
            self.report.seen(f"{ALARM} alarms above {before:g} -> {got:g}")
            self.account.trip(guard, PLAYED)
            self.report.seen(f"{guard} -> ALARM, by hand")
            with self.report.timed("watch, rollback, message"):
                made = deploy.wait()
        self.report.typed(made, "Number of stacks", "[~]", guard, "deployed again")
        made.must_fail()
        made.must_say(f"{self.name}: tripped after ")
        made.must_say(f": {guard}. Roll back.")

    def _back(self, first: str, change: str, before: float, channel: Channel) -> None:
        self.report.act("What is there now")
        got = self.account.deployed()
        must(got == first, f"/filmops-{self.name}/deployed still to be {first}", got)
        now = self.account.threshold(ALARM)
        must(now == before, f"{ALARM} to alarm at {before:g} again", f"{now:g}")
        self.report.seen(
            f"/filmops-{self.name}/deployed is {first[:12]}; {ALARM} alarms above {now:g}"
        )
        message = channel.heard()
        self.report.seen(f"Slack would show: {message}")
        for word in (self.name, first[:12], change[:12]):
            must(word in str(message), f"a message that names {word}", f"{message}")
