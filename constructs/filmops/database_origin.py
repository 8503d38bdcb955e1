"""What an instance is from its first day on: RDS changes none of it."""

from dataclasses import dataclass

DATABASE_NAME = "aifilmstudio"


@dataclass(frozen=True, slots=True)
class Origin:
    """The owner's name, the database made with the instance, the key of Performance Insights.

    Without `insights_key` that is the key which seals the instance.
    """

    owner: str = "studio"
    first_database: str | None = DATABASE_NAME
    insights_key: str | None = None
