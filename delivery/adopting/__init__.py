"""What exists already beside what the templates would make: whether it can be adopted."""

from delivery.adopting.comparing import Difference, Found, Outcome
from delivery.adopting.database import compare_database
from delivery.adopting.media import compare_bucket

__all__ = ["Difference", "Found", "Outcome", "compare_bucket", "compare_database"]
