"""An existing bucket: only its name cannot change, and the stack knows it by its name."""

from __future__ import annotations

from delivery.adopting.comparing import Difference, Found, Outcome


def compare_bucket(name: str, versioning: str, encryption: str) -> Found:
    """Where the bucket is not what the template says.

    `versioning` is Enabled, Suspended or "" where it never was; `encryption` the algorithm or "".
    """
    rows = (
        ("VersioningConfiguration", "Enabled", versioning or "never on"),
        ("BucketEncryption", "aws:kms", encryption or "nothing"),
    )
    found = (Difference(*row, Outcome.REVERTED) for row in rows if row[1] != row[2])
    return Found(name, tuple(found))
