"""The board of the database: load and connections, time, storage."""

from datetime import timedelta

from filmops.boards.marks import marks_of
from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Colour, Line
from filmops.service import Policy
from filmops.services.database import Database

SECOND = timedelta(seconds=1)
PROCESSORS = "% of the processors"


def database_rows(policy: Policy, db: Database) -> Rows:
    """From what queries feel to what the instance has left."""
    limits = policy.handbook.thresholds
    metric, used = db.metric, db.used_connections
    read, write = Line("read", metric("ReadLatency")), Line("write", metric("WriteLatency"))
    busy = Line("CPU", metric("CPUUtilization"))
    return (
        (
            Chart(
                "Running queries",
                PROCESSORS,
                (Line("load", db.load),),
                marks_of(limits.database_load),
            ),
            Chart("CPU", "%", (busy,), marks_of(limits.database_cpu), high=100),
            Chart(
                "Connections",
                "% of the most",
                (Line("used", used),),
                marks_of(limits.database_connections),
                high=100,
            ),
        ),
        (
            Chart("Read latency", "seconds", (read,), marks_of(limits.read_latency, SECOND)),
            Chart("Write latency", "seconds", (write,), marks_of(limits.write_latency, SECOND)),
            Chart(
                "Free storage",
                "% of the first size",
                (Line("free", db.free_storage),),
                marks_of(limits.disk_free),
            ),
        ),
        (_memory(db), _operations(db), _network(db)),
    )


def database_signal(policy: Policy, db: Database) -> Chart:
    """What the overview shows of the database."""
    limits = policy.handbook.thresholds
    line = Line("load", db.load)
    return Chart("Database: running queries", PROCESSORS, (line,), marks_of(limits.database_load))


def _memory(db: Database) -> Chart:
    lines = (
        Line("free", db.metric("FreeableMemory")),
        Line("swap", db.metric("SwapUsage"), Colour.BAD),
    )
    return Chart("Memory", "bytes", lines)


def _operations(db: Database) -> Chart:
    lines = (
        Line("reads", db.metric("ReadIOPS")),
        Line("writes", db.metric("WriteIOPS"), Colour.SECOND),
    )
    return Chart("Storage operations", "per second", lines)


def _network(db: Database) -> Chart:
    lines = (
        Line("received", db.metric("NetworkReceiveThroughput")),
        Line("sent", db.metric("NetworkTransmitThroughput"), Colour.SECOND),
    )
    return Chart("Network throughput", "bytes per second", lines)
