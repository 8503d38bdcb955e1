"""The board of film generation: films first, then the queues in front of the workers."""

from dataclasses import replace
from datetime import timedelta

from filmops.boards.marks import marks_of
from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Choice, Colour, Line
from filmops.service import Policy
from filmops.services.film_generation import Films
from filmops.services.queues import Queue

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CHOSEN = "the-chosen-queue"
"""No queue's name: the board's variable puts one in its place."""
KINDS = (Colour.MAIN, Colour.SECOND, Colour.THIRD, Colour.GOOD)


def film_rows(policy: Policy, films: Films) -> Rows:
    """What is finished, how fast, then how much waits for how long."""
    return (
        (_made(films), _success(policy, films), _durations(policy, films)),
        *_queues(policy, films),
    )


def film_signal(policy: Policy, films: Films) -> Chart:
    """What the overview shows of film generation."""
    return replace(_success(policy, films), title="Film generation: success")


def queue_choice(films: Films) -> tuple[Choice, ...]:
    """One row of the board can be turned to one queue."""
    names = tuple(queue.name for queue in films.queues)
    return (Choice(CHOSEN, "Queue in the last row", names),) if names else ()


def _made(films: Films) -> Chart:
    hourly = {name: metric.over(HOUR) for name, metric in films.failures.metrics.items()}
    return Chart(
        "Films",
        "films per hour",
        (
            Line("made", hourly["made"], Colour.GOOD),
            Line("failed", hourly["failures"], Colour.BAD),
        ),
    )


def _success(policy: Policy, films: Films) -> Chart:
    threshold = policy.handbook.thresholds.film_success
    window = threshold.alert.for_ or HOUR
    good = Line("made without failure", films.failures.good_percent(window), Colour.GOOD)
    return Chart("Success", "%", (good,), marks_of(threshold), low=80, high=100)


def _durations(policy: Policy, films: Films) -> Chart:
    lines = (
        Line("p50", films.durations.read_as("p50"), Colour.GOOD),
        Line("p95", films.durations.read_as("p95"), Colour.MAIN),
    )
    marks = marks_of(policy.handbook.thresholds.generation_time, timedelta(seconds=1))
    return Chart("Time for a film", "seconds", lines, marks)


def _queues(policy: Policy, films: Films) -> Rows:
    if not films.queues:
        return ()
    limits = policy.handbook.thresholds
    jobs, queues = "jobs", tuple(zip(films.queues, KINDS, strict=False))
    waiting = tuple(Line(queue.kind, queue.waiting, colour) for queue, colour in queues)
    oldest = tuple(Line(queue.kind, queue.oldest, colour) for queue, colour in queues)
    held = tuple(Line(queue.kind, queue.held, colour) for queue, colour in queues)
    seconds = marks_of(limits.oldest_message, timedelta(seconds=1))
    return (
        (
            Chart("Jobs waiting", jobs, waiting, marks_of(limits.queue_depth)),
            Chart("Age of the oldest job", "seconds", oldest, seconds),
            Chart("Jobs in work", jobs, held),
        ),
        _dead_letters(policy, films.queues),
        _one_queue(),
    )


def _one_queue() -> tuple[Chart, ...]:
    """What goes in and out of the chosen queue."""
    queue = Queue("chosen", CHOSEN, None)
    sent, taken, done = (
        queue.counted(name)
        for name in (
            "NumberOfMessagesSent",
            "NumberOfMessagesReceived",
            "NumberOfMessagesDeleted",
        )
    )
    flow = (
        Line("ordered", sent),
        Line("taken", taken, Colour.SECOND),
        Line("finished", done, Colour.GOOD),
    )
    held = (Line("waiting", queue.waiting), Line("in work", queue.held, Colour.GOOD))
    return (
        Chart("One queue: jobs ordered, taken, finished", "jobs per minute", flow, width=12),
        Chart("One queue: waiting and in work", "jobs", held, width=12),
    )


def _dead_letters(policy: Policy, queues: tuple[Queue, ...]) -> tuple[Chart, ...]:
    given_up = [(queue.kind, queue.given_up) for queue in queues if queue.given_up]
    lines = tuple(
        Line(kind, metric, colour)
        for (kind, metric), colour in zip(given_up, KINDS, strict=False)
        if metric
    )
    marks = marks_of(policy.handbook.thresholds.dead_letters)
    return (Chart("Jobs given up", "jobs", lines, marks, width=24),) if lines else ()
