"""Tensions between the maintenance windows and the rest."""

from datetime import timedelta

from promises.tensions.tension import Tension
from promises.topics import Topics
from promises.units import text

_WEEK = timedelta(days=7)


def windows_are_longer_than_the_budget(handbook: Topics) -> Tension | None:
    """What the windows of one budget period could take, beside what the objectives allow."""
    maintenance, window = handbook.maintenance, handbook.error_budget.window
    announced = maintenance.duration * len(maintenance.days)
    short = [name for name, slo in handbook.slos.items() if slo.budget(window) < announced]
    if not short:
        return None
    budget = min(handbook.slos[name].budget(window) for name in short)
    return Tension(
        id="windows-beside-availability",
        promises=("maintenance.duration", *(f"slos.{name}.availability" for name in short)),
        because=(
            f"A month has {len(maintenance.days)} windows of up to {text(maintenance.duration)}, "
            f"{text(announced)} in all; the strictest objective allows "
            f"{budget.total_seconds():.0f} s in {text(window)}."
        ),
        answer=(
            "A window announces work, not downtime: what is away during one counts against the "
            "budget like anything else."
        ),
    )


def aws_has_a_window_every_week(handbook: Topics) -> Tension | None:
    """RDS knows only weekly maintenance windows."""
    maintenance = handbook.maintenance
    _, longest = maintenance.gaps
    if longest <= _WEEK:
        return None
    days = " and ".join(str(day) for day in maintenance.days)
    return Tension(
        id="weekly-database-window",
        promises=("maintenance.days", "maintenance.tasks.apply_pending.cadence"),
        because=(
            f"The window of an RDS instance opens every week; ours are on the {days}, up to "
            f"{text(longest)} apart. On the other weeks AWS could start work that nobody announced."
        ),
        answer=(
            "Decided, not yet built: the database takes no minor upgrade by itself, and pending "
            "maintenance is applied by our own schedule, which runs on those days only."
        ),
    )
