"""What the studio's own programs report, under whatever namespace an environment gives them."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.preview.kinds import Kind, count, number, time

APP_METRICS: Mapping[str, Kind] = {
    "FilmsGenerated": count(1.6, daily=0.35, bad="down", worse=2.4),
    "FilmGenerationFailures": count(0.02, daily=0.3, bad="up", worse=40),
    "GenerationDuration": time(150, worse=4.6, spread=0.35),
    "ActiveSessions": number(1240, daily=0.45),
    "UserSignups": count(0.9, daily=0.4),
    "SubscriptionConversions": count(0.09, daily=0.3),
    "SubscriptionsCancelled": count(0.015),
    "ActiveSubscriptions": number(5230),
}
