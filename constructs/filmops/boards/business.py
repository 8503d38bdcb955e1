"""The board of the business figures, each at the cadence the handbook names."""

from datetime import timedelta

from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Colour, Line
from filmops.metrics import Expression
from filmops.services.business import Business
from filmops.services.film_generation import Films

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


def business_rows(figures: Business, films: Films) -> Rows:
    """Active users, films an hour, conversion a day, churn a week."""
    active = Line("active sessions", figures.metric("ActiveSessions", "Average"))
    made = Line("films", films.metric("FilmsGenerated").over(HOUR), Colour.GOOD)
    return (
        (
            Chart("Active users", "sessions", (active,), width=12),
            Chart("Films generated", "films per hour", (made,), width=12),
        ),
        (_conversion(figures), _churn(figures)),
    )


def _conversion(figures: Business) -> Chart:
    share = Expression(
        "IF(signups > 0, 100 * bought / signups)",
        {
            "bought": figures.metric("SubscriptionConversions").over(DAY),
            "signups": figures.metric("UserSignups").over(DAY),
        },
    )
    line = Line("of the day's sign-ups", share, Colour.SECOND)
    return Chart("Conversion", "%", (line,), width=12)


def _churn(figures: Business) -> Chart:
    share = Expression(
        "IF(active > 0, 100 * cancelled / active)",
        {
            "cancelled": figures.metric("SubscriptionsCancelled").over(WEEK),
            "active": figures.metric("ActiveSubscriptions", "Maximum").over(WEEK),
        },
    )
    return Chart("Churn", "%", (Line("of the week's subscriptions", share, Colour.BAD),), width=12)
