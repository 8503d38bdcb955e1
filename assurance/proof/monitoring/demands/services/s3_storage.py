"""The media bucket, as S3 counts its requests. Its errors are S3's own: no deployment makes them."""

from assurance.proof.monitoring.demands.services.service import Service
from assurance.proof.monitoring.events import Events
from assurance.proof.monitoring.parts import Parts


def _objects(parts: Parts) -> Events:
    requests, errors = parts.media("AllRequests"), parts.media("5xxErrors")
    return Events(
        "S3 requests",
        "requests",
        (requests, errors),
        lambda events, failed: tuple(
            {("AllRequests", "Sum"): events or None, ("5xxErrors", "Sum"): told}
            for told in ({failed or None, failed} if events else {None})
        ),
    )


S3_STORAGE = Service(
    row="s3_storage",
    part="media bucket",
    here=lambda parts: bool(parts.bucket),
    answers=_objects,
    heard=lambda parts: (parts.media("AllRequests"),),
    moved=lambda parts: (parts.media("BytesDownloaded"), parts.media("BytesUploaded")),
)
