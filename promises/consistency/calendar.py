"""Rules between the maintenance windows and what has to fit in and between them."""

from collections.abc import Iterator
from datetime import timedelta

from promises.consistency.rule import Broken
from promises.topics import Topics
from promises.units import text


def a_window_fits_its_duration(handbook: Topics) -> Iterator[Broken]:
    """From start to end takes no longer than the longest duration that was promised."""
    maintenance = handbook.maintenance
    if maintenance.length > maintenance.duration:
        wanted = f"at most {text(maintenance.duration)} after {text(maintenance.start)}"
        yield Broken("maintenance.end", wanted, text(maintenance.end))


def a_window_is_announced_after_the_one_before(handbook: Topics) -> Iterator[Broken]:
    """A notice comes before its own window, and not before the previous one."""
    shortest, _ = handbook.maintenance.gaps
    notice = handbook.maintenance.notice
    if not timedelta(0) < notice < shortest:
        wanted = f"more than nothing and less than {text(shortest)}, the time between windows"
        yield Broken("maintenance.notice", wanted, text(notice))


def an_expiring_certificate_meets_an_announced_window(handbook: Topics) -> Iterator[Broken]:
    """Certificates are renewed in windows: the warning comes before the next announced one."""
    _, longest = handbook.maintenance.gaps
    needed = longest + handbook.maintenance.notice
    warning = handbook.thresholds.certificate.alert.when
    if not isinstance(warning.value, timedelta) or warning.value < needed:
        wanted = f"below {text(needed)} or more, the longest wait for an announced window"
        yield Broken("thresholds.certificate.alert.when", wanted, str(warning))
