"""Media that failed to be copied, driven again."""

from dataclasses import replace

from filmops.automation.copying import COUNTED, copied_again
from filmops.automation.document import Document


def replicate_failed_media(name: str, *, account: str, bucket: str, role: str) -> Document:
    """It only copies, so nobody has to approve; `bucket` is an ARN."""
    *before, last = copied_again(
        account, bucket, role, ["FAILED"], "Media that failed to be copied"
    )
    return Document(
        name=name,
        description=(
            "Media objects have no copy in the recovery Region: copies every object of the media "
            "bucket whose replication failed. Repair the cause first. Changes nothing else."
        ),
        steps=(*before, replace(last, ends=True)),
        outputs=COUNTED,
    )
