"""How the functions call AWS."""

from botocore.config import Config

PATIENT = Config(
    retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=2, read_timeout=10
)
"""A throttled call is repeated within the run, with growing pauses of up to 20 s."""
