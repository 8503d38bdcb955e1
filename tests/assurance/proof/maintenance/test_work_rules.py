"""Work that nobody does, misses, gates, ends or may do: each mistake named by its rule alone."""

import json
from datetime import timedelta
from typing import Any

import pytest

from assurance.verdict import Verdict
from filmops.window_workflow import ACTIVITIES, WindowWorkflow
from tests.assurance.proof.changes import Change, added, drop, gone, put
from tests.assurance.proof.maintenance.announced_path import dated
from tests.assurance.proof.maintenance.conftest import Calendar
from tests.assurance.proof.maintenance.mistakes import assert_alone, case
from tests.assurance.proof.maintenance.worked_path import (
    DATABASE,
    LASTS,
    WORKERS,
    ended,
    failing,
    machine,
    updated,
    window,
)
from tests.assurance.proof.parts import may


def granted(function: str, *statements: object) -> Change:
    """Other rights for a function."""
    place = (f"{function}Role", "Policies", 0, "PolicyDocument", "Statement")
    return put(list(statements), *place)


def told(function: str, name: str, value: object) -> Change:
    return put(value, function, "Environment", "Variables", name)


def rewritten(**states: dict[str, Any]) -> Change:
    """States of the window with other fields; underscores stand for spaces."""
    definition = json.loads(json.dumps(WindowWorkflow(lasts=LASTS).definition))
    for name, fields in states.items():
        definition["States"][name.replace("_", " ")].update(fields)
    return put(json.dumps(definition), "Window", "DefinitionString")


def without(step: str) -> Change:
    left = tuple(one for one in ACTIVITIES if one.step != step)
    return added("Window", machine(WindowWorkflow(lasts=LASTS, activities=left)))


INTERFACES = may("ec2:CreateNetworkInterface", "arn:aws:ec2:us-east-1:111122223333:*/*")
NOT_THE_CODE = {
    "Effect": "Deny",
    "Action": "ec2:CreateNetworkInterface",
    "Resource": "*",
    "Condition": {"Null": {"lambda:SourceFunctionArn": "false"}},
}
CARE = may("rds-db:connect", "arn:aws:rds-db:us-east-1:111122223333:dbuser:db-1/lab")


@pytest.mark.parametrize(
    ("rules", "named", "change"),
    [
        case(
            "nobody vacuums",
            "activities.database tasks.optimise.cadence",
            "Window never does vacuum",
            without("vacuum"),
        ),
        case(
            "nobody archives",
            "activities.database tasks.archive.cadence",
            "Window never does archive",
            without("archive"),
        ),
        case(
            "a database that cannot be reached",
            "activities.database tasks.optimise.cadence tasks.reindex.cadence",
            "Care may not rds-db:connect",
            granted("Care"),
        ),
        case(
            "patches that are only counted",
            "tasks.patch_workers.cadence tasks.patch_workers.how",
            "Workers may not ssm:SendCommand",
            granted("Workers", may("ssm:DescribeInstancePatchStates", "*")),
        ),
        case(
            "pending maintenance that is only told",
            "activities.security_patches tasks.apply_pending.cadence tasks.apply_pending.how",
            "Pending may not rds:ApplyPendingMaintenanceAction",
            granted("Pending", may("rds:DescribePendingMaintenanceActions", DATABASE)),
        ),
        case(
            "an activity nobody misses",
            "activities.certificates tasks.certificates.cadence tasks.certificates.how",
            "nobody hears when certificates fails",
            gone("FailingCertificates"),
        ),
        case(
            "an alarm on one activity that tells nobody",
            "activities.backup_validation",
            "nobody hears of alarm FailingBackup",
            put([], "FailingBackup", "AlarmActions"),
        ),
        case(
            "an alarm that waits for a second failure",
            "activities.backup_validation",
            "waits for more than one failure",
            added("FailingBackup", failing("backup", Threshold=1)),
        ),
        case(
            "a run that lasts as long as the window and may begin late",
            "run_ends",
            "Window may run 255 min",
            added("Window", machine(WindowWorkflow(lasts=timedelta(hours=4)))),
        ),
        case(
            "a run that never ends",
            "run_ends",
            "Window may run for ever",
            added("Window", window(TimeoutSeconds=None)),
        ),
        case(
            "an error that ends the run",
            "closed after.watch",
            "an error in Workers ends the run without unmute",
            rewritten(Workers={"Catch": []}),
        ),
        case(
            "a way around the mutes",
            "closed after.watch",
            "a run can end in Good without unmute",
            rewritten(Certificates={"Next": "Good"}),
        ),
        case(
            "a run ended by force that nobody closes",
            "closed",
            "nothing follows when Window is ended by force",
            added("Ended", ended("TIMED_OUT")),
        ),
        case(
            "work past the gate",
            "gated",
            "Backup is reached past the gate",
            rewritten(Begin={"Default": "Baseline"}),
        ),
        case(
            "database work past the backup",
            "gated",
            "Vacuum is reached past the backup",
            rewritten(Baseline={"Next": "Vacuum"}),
        ),
        case(
            "a function that may write to any database",
            "rights",
            "Archive may s3:PutObject on arn:aws:rds:us-east-1:111122223333:db:*",
            granted(
                "Archive",
                may("s3:PutObject", ["arn:aws:s3:::lab-archive/*", DATABASE.replace("lab", "*")]),
            ),
        ),
        case(
            "commands to any machine",
            "rights",
            f"Workers may ssm:SendCommand on {WORKERS}",
            granted(
                "Workers",
                may("ssm:DescribeInstancePatchStates", "*"),
                may("ssm:SendCommand", WORKERS),
            ),
        ),
        case(
            "a database that may be deleted",
            "rights",
            "Care may rds:DeleteDBInstance",
            granted("Care", CARE, may("rds:DeleteDBInstance", DATABASE)),
        ),
        case(
            "a function that may take an hour",
            "functions",
            "Care has a timeout of 3600 s",
            put(3600, "Care", "Timeout"),
        ),
        case(
            "Lambda's own timeout",
            "functions",
            "Care has a timeout of only 3 s",
            drop("Care", "Timeout"),
        ),
        case(
            "two at a time",
            "functions",
            "Care may run more than once at a time",
            drop("Care", "ReservedConcurrentExecutions"),
        ),
        case(
            "failures that are lost",
            "functions",
            "Care loses what failed three times",
            drop("Care", "DeadLetterConfig"),
        ),
        case(
            "an update that waits in Lambda for hours",
            "functions",
            "Summary may be begun 21600 s late",
            gone("UpdatesAge"),
        ),
        case(
            "patching that begins until the window closes",
            "patch_windows",
            "Patching begins tasks until it closes",
            put(0, "Patching", "Cutoff"),
        ),
        case(
            "no backup a day ahead",
            "before.backup",
            "nobody starts BackupAhead 24 h ahead",
            put(
                {"Fn::Sub": dated()["Fn::Sub"].replace("${BackupAhead}", "${Window}")},
                "Notices",
                "Environment",
                "Variables",
                "AHEAD",
            ),
        ),
        case(
            "a backup nobody looks at",
            "before.how",
            "BackupAhead verifies nothing",
            put(
                json.dumps(
                    {
                        "StartAt": "Before",
                        "States": {
                            "Before": {
                                "Type": "Task",
                                "Resource": "${Backup}",
                                "Parameters": {"step": "before"},
                                "End": True,
                            }
                        },
                    }
                ),
                "BackupAhead",
                "DefinitionString",
            ),
        ),
        case(
            "an update an hour",
            "during.update_every",
            "Summary is not asked for an update every 30 min",
            added("Updates", updated("rate(1 hour)")),
        ),
        case(
            "updates that are held back",
            "during.update_every",
            "Summary is not asked",
            told("Summary", "UPDATE_SECONDS", "3600"),
        ),
        case(
            "ten minutes of watching",
            "after.watch",
            "Health watches 10 min",
            told("Health", "WATCH_SECONDS", "600"),
        ),
        case(
            "work that is not watched when it fails",
            "after.watch",
            "unwatched",
            rewritten(
                Certificates={
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Unmute"}],
                }
            ),
        ),
        case(
            "a summary that Slack does not show",
            "after.summary",
            "what Summary says is not shown in Slack",
            put([], "Slack", "SnsTopicArns"),
        ),
        case(
            "a summary that may not be sent",
            "after.summary",
            "what Summary says is not shown in Slack",
            granted("Summary"),
        ),
        case(
            "a password nobody rotates",
            "tasks.rotate_secret.cadence",
            "nothing rotates the password of Database",
            put(False, "Database", "ManageMasterUserPassword"),
        ),
        case(
            "all workers at once",
            "work.batch",
            "Workers patches 100% at once",
            told("Workers", "BATCH", "100%"),
        ),
        case(
            "an upgrade in the last minutes",
            "work.change_needs",
            "Pending goes by 10 min",
            told("Pending", "NEEDS_SECONDS", "600"),
        ),
        case(
            "nothing kept for the summary",
            "work.closing",
            "Health goes by 1 min",
            told("Health", "CLOSING_SECONDS", "60"),
        ),
        case(
            "jobs archived after a week",
            "tasks.archive.older_than",
            "Archive goes by 7 days",
            told("Archive", "OLDER_THAN_SECONDS", "604800"),
        ),
        case(
            "users who wait a minute",
            "care.lock",
            "Care goes by 1 min",
            told("Care", "LOCK_SECONDS", "60"),
        ),
        case(
            "a rebuild that waits for an hour",
            "care.patience",
            "Care goes by 1 h",
            told("Care", "PATIENCE_SECONDS", "3600"),
        ),
        case(
            "indexes that may be half empty",
            "care.rebuild_above",
            "Care rebuilds above 0.5",
            told("Care", "REBUILD_ABOVE", "0.5"),
        ),
        case(
            "indexes that are never rebuilt",
            "care.rebuild_above",
            "Care rebuilds above nothing",
            drop("Care", "Environment", "Variables", "REBUILD_ABOVE"),
        ),
        case(
            "vacuuming until the window ends",
            "care.vacuum_until",
            "Care goes by 4 h",
            told("Care", "VACUUM_UNTIL_SECONDS", "14400"),
        ),
        case(
            "rebuilding until the window ends",
            "care.reindex_until",
            "Care goes by 4 h",
            told("Care", "REINDEX_UNTIL_SECONDS", "14400"),
        ),
        case(
            "archiving until the window ends",
            "care.archive_until",
            "Archive goes by 4 h",
            told("Archive", "ARCHIVE_UNTIL_SECONDS", "14400"),
        ),
        case(
            "a function that may make interfaces anywhere",
            "rights",
            "Care may ec2:CreateNetworkInterface",
            granted("Care", CARE, INTERFACES),
        ),
        case(
            "runtimes that are told late",
            "work.runtime_ends_within",
            "Runtimes goes by 24 h",
            told("Runtimes", "WITHIN_SECONDS", "86400"),
        ),
        case(
            "imported certificates that are told late",
            "work.imported_certificate",
            "Certificates goes by nothing",
            told("Certificates", "IMPORTED_SECONDS", "soon"),
        ),
    ],
)
def test_a_mistake_is_named_by_its_rules_alone(
    calendar: Calendar, rules: list[str], named: str, change: Change
) -> None:
    assert_alone(calendar, rules, named, change)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(told("Workers", "GROUP", ""), id="no workers"),
        pytest.param(added("Updates", updated("cron(0/30 * * * ? *)")), id="at the half hour"),
        pytest.param(
            granted(
                "Care",
                CARE,
                may("s3:GetObject", "arn:aws:s3:::*"),
                may("rds:DescribeDBInstances", "*"),
            ),
            id="reads of anything",
        ),
        pytest.param(
            granted("Care", CARE, INTERFACES, NOT_THE_CODE), id="interfaces that Lambda makes"
        ),
        pytest.param(told("Care", "REBUILD_ABOVE", "0.2"), id="more indexes rebuilt"),
        pytest.param(
            added("Window", machine(WindowWorkflow(lasts=timedelta(hours=2)))), id="a shorter run"
        ),
    ],
)
def test_another_way_to_do_it_is_accepted(calendar: Calendar, change: Change) -> None:
    proofs, _ = calendar(change)
    assert not [one.because for one in proofs.values() if one.verdict is Verdict.BROKEN]


def test_workers_nobody_has_need_no_right(calendar: Calendar) -> None:
    proofs, _ = calendar(told("Workers", "GROUP", ""), granted("Workers"))
    assert proofs["maintenance.tasks.patch_workers.how"].verdict is Verdict.KEPT


def test_templates_without_a_window_prove_nothing_of_its_work(calendar: Calendar) -> None:
    proofs, _ = calendar(gone("Window"), gone("Ended"), gone("Second"), gone("Fourth"))
    for name in ("activities.database", "run_ends", "closed", "gated", "after.watch"):
        assert proofs[f"maintenance.{name}"].verdict is Verdict.UNPROVEN
