"""A whole window in this process: the definition, its functions, an account, one clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from filmops.window_workflow import (
    ARCHIVE,
    BACKUP,
    CARE,
    CERTIFICATES,
    GATE,
    HEALTH,
    PENDING,
    ROLES,
    RUNTIMES,
    SUMMARY,
    UNMUTE,
    WORKERS,
    BackupWorkflow,
    WindowWorkflow,
)
from functions.maintenance.announcing import Announcements
from functions.maintenance.backup import Backup
from functions.maintenance.certificates import Certificates
from functions.maintenance.fence import Fence
from functions.maintenance.gate import Gate
from functions.maintenance.health import Health
from functions.maintenance.pending import Pending
from functions.maintenance.runtimes import Runtimes
from functions.maintenance.snapshots import Snapshots
from functions.maintenance.status_page import StatusPage
from functions.maintenance.summary import Teller
from functions.maintenance.windows import window_of
from functions.maintenance.work import Call
from functions.maintenance.workers import Workers
from tests.functions.clock import Clock
from tests.functions.maintenance import platform
from tests.functions.maintenance.account import CALENDAR, START, WINDOW, Json, Lab
from tests.functions.states import Ended, Task, run

MINUTE = timedelta(minutes=1)
LASTS = timedelta(hours=3, minutes=45)
RESERVE, CLOSING, WATCH = 55 * MINUTE, 25 * MINUTE, 30 * MINUTE
SENT: Json = {"scheduled": "2026-12-13T02:00:00Z"}
DATABASE_STEPS = ("roles", "vacuum", "reindex", "archive")
STEPS = ("backup", *DATABASE_STEPS, "workers", "pending", "upgrades", "runtimes", "certificates")
DONE: Json = {
    "outcome": "done",
    "because": "played",
    "figures": {"rows_before": 9, "rows_after": 1},
}

Play = Callable[[], Json]


@dataclass
class History:
    """Step Functions: what is remembered of runs."""

    states: dict[str, str] = field(default_factory=dict[str, str])

    def get_paginator(self, operation: str) -> platform.Pages:
        assert operation == "get_execution_history"

        def pages(**asked: Any) -> Iterator[Json]:  # noqa: ANN401
            assert asked["reverseOrder"]
            yield {"events": [{"type": "ExecutionAborted"}]}
            if asked["executionArn"] in self.states:
                text = self.states[asked["executionArn"]]
                yield {"events": [{"stateExitedEventDetails": {"output": text}}]}

        return platform.Pages(pages)


class WindowLab:
    """Every part can be made to fail, and `plays` stands in for a step of that name."""

    def __init__(self) -> None:
        self.clock = Clock(START)
        self.lab = Lab(now=START - timedelta(days=7))
        self.rds = platform.Rds(clock=self.clock)
        self.workers = platform.Workers(clock=self.clock)
        self.acm, self.lambdas = platform.Acm(), platform.Lambdas()
        self.sights = platform.Sights(clock=self.clock)
        self.history = History()
        self.plays: dict[str, Play] = {}
        self.began: list[tuple[str, datetime]] = []
        self.lab.mutes.put(WINDOW, self.lab.now)

    def run(self, sent: Json = SENT, execution: str = "arn:run") -> Ended:
        definition = WindowWorkflow(lasts=LASTS).definition
        tasks: dict[str, Task] = {
            GATE: self._task(lambda call: self._gate().judge(call)),
            UNMUTE: self._task(
                lambda call: self.lab.mutes.lift(window_of(CALENDAR, call), self.clock()).said()
            ),
            BACKUP: self._task(lambda call: self.backup.run(call).said()),
            **dict.fromkeys((ROLES, CARE, ARCHIVE), self._task(lambda _: DONE)),
            WORKERS: self._task(lambda call: self.patching.run(call).said()),
            PENDING: self._task(lambda call: self.pending.run(call).said()),
            RUNTIMES: self._task(lambda _: self.runtimes.run().said()),
            CERTIFICATES: self._task(lambda _: self.certificates.run().said()),
            HEALTH: self._task(lambda call: self.health.run(call).said()),
            SUMMARY: self._task(self._tell),
        }
        return run(cast(Any, definition), tasks, dict(sent), self.clock, execution)

    def back_up_ahead(self, sent: Json) -> Ended:
        task = self._task(lambda call: self.backup.run(call).said())
        definition = BackupWorkflow(lasts=LASTS).definition
        return run(cast(Any, definition), {BACKUP: task}, dict(sent), self.clock)

    @property
    def fence(self) -> Fence:
        return Fence(CALENDAR, RESERVE, self.clock)

    @property
    def backup(self) -> Backup:
        rds = cast(Any, self.rds)
        snapshots = Snapshots(rds, platform.DATABASE, platform.OWNER, timedelta(days=35))
        return Backup(
            rds, rds, platform.DATABASE, timedelta(hours=1), snapshots, self.fence, self.clock
        )

    installs, updates, upgrades = True, True, True

    @property
    def patching(self) -> Workers:
        ssm = cast(Any, self.workers)
        return Workers(ssm, ssm, platform.GROUP, self.installs, "20%", 60 * MINUTE, self.fence)

    @property
    def pending(self) -> Pending:
        applies = {"pending": self.updates, "upgrades": self.upgrades}
        rds = cast(Any, self.rds)
        return Pending(rds, platform.DATABASE, "arn:database", applies, 60 * MINUTE, self.fence)

    @property
    def runtimes(self) -> Runtimes:
        return Runtimes(cast(Any, self.lambdas), timedelta(days=180), self.clock)

    @property
    def certificates(self) -> Certificates:
        days = timedelta(days=1)
        return Certificates(cast(Any, self.acm), 30 * days, 60 * days, self.clock)

    @property
    def health(self) -> Health:
        sights = cast(Any, self.sights)
        return Health(
            cloudwatch=sights,
            signals=sights,
            prefix="filmops-prod",
            own=("filmops-prod-window-failed",),
            objectives=("filmops-prod-api",),
            watches=WATCH,
            closing=CLOSING,
            calendar=CALENDAR,
            now=self.clock,
        )

    @property
    def teller(self) -> Teller:
        return Teller(
            runs=cast(Any, self.history),
            records=self.lab.records,
            announcements=Announcements(cast(Any, self.lab.topic), "arn:topic"),
            status_page=lambda: cast(StatusPage, self.lab.page),
            calendar=CALENDAR,
            environment="prod",
            steps=STEPS,
            every=WATCH,
            now=self.clock,
        )

    @property
    def kept(self) -> dict[str, Any]:
        return dict(self.lab.records.of(WINDOW.id))

    @property
    def summary(self) -> str:
        return str(self.kept["summary"]["text"])

    @property
    def is_muted(self) -> bool:
        return bool(self.lab.alarms.rules)

    def _gate(self) -> Gate:
        return Gate(
            calendar=CALENDAR,
            records=self.lab.records,
            ssm=cast(Any, self.lab.parameters),
            cloudwatch={"us-east-1": cast(Any, self.lab.alarms)},
            topics=("arn:aws:sns:us-east-1:1:p1",),
            hold="hold",
            freezes="freezes",
            now=self.clock,
        )

    def _tell(self, call: Call) -> Json:
        teller = self.teller
        return teller.recall(call) if call.step == "recall" else teller.summarise(call).said()

    def _task(self, answer: Callable[[Call], Any]) -> Task:
        def task(event: Json) -> object:
            call = Call.of(event)
            self.began.append((call.step, self.clock()))
            return self.plays[call.step]() if call.step in self.plays else answer(call)

        return task
