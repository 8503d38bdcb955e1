"""Film generation, as the application counts its films."""

from assurance.proof.monitoring.demands.services.service import Service, Timed
from assurance.proof.monitoring.events import Events
from assurance.proof.monitoring.parts import Parts


def _films(parts: Parts) -> Events:
    made, failures = parts.films("FilmsGenerated"), parts.films("FilmGenerationFailures")
    return Events(
        "films",
        "films",
        (made, failures),
        lambda events, failed: (
            {
                ("FilmsGenerated", "Sum"): events - failed or None,
                ("FilmGenerationFailures", "Sum"): failed or None,
            },
        ),
    )


FILM_GENERATION = Service(
    row="film_generation",
    part="film generation",
    here=lambda parts: parts.environment.platform.film_generation is not None,
    answers=_films,
    heard=lambda parts: (parts.films("FilmsGenerated"), parts.films("GenerationDuration")),
    timed=Timed("films that take too long", lambda parts: parts.films("GenerationDuration")),
    leans_on=("database",),
    guarded=True,
)
