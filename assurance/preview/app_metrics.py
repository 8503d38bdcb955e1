"""What the studio's own programs report, under whatever namespace an environment gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assurance.preview.kinds import Kind, count, demand, number, time

APP_METRICS: Mapping[str, Kind] = {
    "FilmsGenerated": replace(count(5.2, daily=0.35, bad="down", worse=2.4), stops=False),
    "FilmGenerationFailures": count(0.06, daily=0.3, bad="up", worse=8.5),
    "GenerationDuration": time(150, worse=4.6, spread=0.35),
    "ActiveSessions": number(1240, daily=0.45),
    "Deployments": demand(0.01, daily=0),
    "UserSignups": demand(0.9),
    "SubscriptionConversions": demand(0.09),
    "SubscriptionsCancelled": demand(0.015),
    "ActiveSubscriptions": number(5230),
}
