"""The weekly and daily windows of RDS, in its own notation and in UTC."""

from datetime import date, datetime, timedelta

from promises.maintenance import Maintenance

BACKUP_LASTS = timedelta(minutes=30)  # the shortest RDS accepts
_APART = timedelta(hours=1)


def maintenance_window(maintenance: Maintenance) -> str:
    """The handbook's window as RDS writes it: `sun:02:00-sun:06:00`.

    RDS knows no "2nd and 4th": it opens every week. What it would do by itself is switched off
    (`AutoMinorVersionUpgrade`), the rest is for whoever applies pending maintenance.
    """
    start = datetime.combine(date.min, maintenance.start)
    end = start + maintenance.length
    first = maintenance.days[0].weekday
    last = first.after((end.date() - start.date()).days)
    return f"{first[:3].lower()}:{start:%H:%M}-{last[:3].lower()}:{end:%H:%M}"


def backup_window(maintenance: Maintenance) -> str:
    """A daily half hour, an hour after maintenance ends: the two may not touch."""
    start = datetime.combine(date.min, maintenance.start) + maintenance.length + _APART
    return f"{start:%H:%M}-{start + BACKUP_LASTS:%H:%M}"
