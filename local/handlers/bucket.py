"""AWS::S3::Bucket: what the emulator's handler drops, through the S3 API."""

from local import hooks
from local.bucket_words import API, DELETED_AS, EMPTY
from local.handlers.kinds import Completed
from local.inside import call
from local.resource import Made, Wanted


class Bucket(Completed):
    """Real: objects are copied to the destination; the 15 minutes of RTC are configuration only.

    Nothing expires, nothing is encrypted, no access is logged: these are kept and shown. Request
    metrics (MetricsConfigurations) the emulator's S3 does not have.
    """

    type = "AWS::S3::Bucket"

    def complete(self, made: Made, before: hooks.Json, wanted: Wanted) -> Made:
        """Its encryption, lifecycle, access log, ownership and replication."""
        bucket = {"Bucket": made.physical_id}
        for name, (noun, parameter, words) in API.items():
            said = wanted.properties.get(name)
            if name == "BucketEncryption" and _under_a_key_of_aws(said):
                continue  # the emulator would refuse every object, AWS uses alias/aws/s3
            if said:
                call("s3", f"put_{noun}", {**bucket, parameter: words(said)})
            elif name in before and name in EMPTY:
                call("s3", f"put_{noun}", {**bucket, parameter: EMPTY[name]})
            elif name in before:
                call("s3", f"delete_{DELETED_AS.get(name, noun)}", bucket)
        return made


def _under_a_key_of_aws(encryption: hooks.Json | None) -> bool:
    rules = (encryption or {}).get("ServerSideEncryptionConfiguration", [])
    defaults = [rule.get("ServerSideEncryptionByDefault", {}) for rule in rules]
    return any(
        str(one.get("SSEAlgorithm")).startswith("aws:kms") and "KMSMasterKeyID" not in one
        for one in defaults
    )
