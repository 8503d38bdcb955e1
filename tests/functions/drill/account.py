"""One Region with the drill deployed, its functions the real ones."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from filmops.drill_workflow import OPERATE, RECORD, TELL, VALIDATE, Workflow
from functions.drill.environment import Room
from functions.drill.recording import Recorder
from functions.drill.restoring import Operator
from functions.drill.run import Drill, Run
from functions.drill.tables import TABLES
from functions.drill.telling import Teller
from functions.drill.validating import Validator
from tests.functions.clock import Clock
from tests.functions.drill.amazon import Backup, Bucket, Metrics, Reader
from tests.functions.drill.rds import Rds
from tests.functions.states import Ended, Task, run

OWNER, NAME = "drill-filmops-prod", "drill-filmops-prod-region-20261215"
RTO, PATIENCE, DAY = timedelta(hours=4), timedelta(minutes=155), timedelta(days=1)
REGION = {"drill": "region"}


class Account:
    """One Region of AWS with the drill deployed; a test bends it before it runs."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.rds, self.bucket = Rds(self.clock), Bucket(self.clock)
        self.metrics, self.backup = Metrics(), Backup()
        self.reader = Reader(lambda: contents(self.clock()))
        room = Room("subnets", "parameters", "guard", "db.r6g.large", 5433)
        self.operator = self.made(Operator, rds=self.rds, patience=PATIENCE, room=room)
        self.validator = self.made(
            Validator, functions=self.reader, secrets=self.reader, stale_after=DAY
        )
        self.recorder = self.made(
            Recorder, s3=self.bucket, cloudwatch=self.metrics, drills=(Drill.REGION,)
        )

    def made(self, kind: Callable[..., Any], **parts: object) -> Any:  # noqa: ANN401
        more: dict[object, dict[str, Any]] = {
            Operator: {"source": "ai-film-studio-prod"},
            Validator: {"reader": "filmops-prod-drill-read", "database": "aifilmstudio"},
            Recorder: {"bucket": "records", "namespace": "FilmOps/Recovery"},
        }
        return kind(**parts, **more[kind], owner=OWNER, now=self.clock)

    def run(
        self, sent: dict[str, Any] = REGION, *, restores: bool = True, execution: str = "arn:run"
    ) -> Ended:
        teller = Teller(cast(Any, self.backup))
        steps = {
            "restore": self.operator.restore,
            "look": self.operator.look,
            "clean": self.operator.clean,
            "validate": self.validator.validate,
            "record": self.recorder.record,
            "tell": teller.tell,
        }

        def task(event: dict[str, Any]) -> object:
            return steps[event["step"]](Run.of(event, OWNER))

        tasks: dict[str, Task] = dict.fromkeys((OPERATE, VALIDATE, RECORD, TELL), task)
        definition = Workflow(restores=restores, lasts=RTO).definition
        return run(cast(Any, definition), tasks, sent, self.clock, execution)

    @property
    def record(self) -> dict[str, Any]:
        (found,) = self.bucket.records
        return found


def contents(newest: datetime, rows: int = 7, *faults: str) -> dict[str, Any]:
    table = {"rows": rows, "newest": newest.timestamp()}
    return {"gib": 12.5, "tables": dict.fromkeys(TABLES, table), "faults": faults}
