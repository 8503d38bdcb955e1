"""Names that two Regions and the alarms must agree on."""

import re

from filmops.media_names import media_bucket_name
from filmops.names import Names


def test_a_media_bucket_is_named_after_its_environment_account_and_region() -> None:
    name = media_bucket_name(Names("filmops-staging"), "222233334444", "ap-southeast-2")
    assert name == "filmops-staging-media-222233334444-ap-southeast-2"
    assert re.fullmatch(r"[a-z0-9-]{3,63}", name)
