"""A film is put into the primary bucket and arrives in the recovery Region's."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig, items
from local.cloud import EmbeddedAws
from local.demo.scenes import PATIENCE, Moment, SceneError

FILM = "films/the-first.mp4"


def media_is_copied(aws: EmbeddedAws, stage: Stage) -> Iterator[Moment]:
    """The object, then its copy: the same bytes, marked as a replica."""
    source, replica = _ends(stage)
    here, there = (str(one.properties.get("BucketName")) for one in (source, replica))
    content = f"a film {uuid4()}".encode()
    began = time.monotonic()
    aws.call("s3", source.stack.region, "put_object", Bucket=here, Key=FILM, Body=content)
    yield _moment(began, f"{FILM} is put into the media bucket", source.stack.region)
    copy = _arrived(aws, replica.stack.region, there)
    if copy["Body"].read() != content:
        raise SceneError(f"{there}: wanted the film that was put into {here}, got another")
    yield _moment(began, "Its copy arrives", f"{replica.stack.region}, {copy['ReplicationStatus']}")
    sent = aws.call("s3", source.stack.region, "head_object", Bucket=here, Key=FILM)
    yield _moment(began, "The original knows it", str(sent.get("ReplicationStatus")))


def _ends(stage: Stage) -> tuple[Resource, Resource]:
    for bucket in stage.resources("AWS::S3::Bucket"):
        for rule in items(dig(dict(bucket.properties), "ReplicationConfiguration", "Rules")):
            replica = stage.resource(dig(rule, "Destination", "Bucket"))
            if replica is not None:
                return bucket, replica
    raise SceneError("wanted a bucket that is replicated, got none")


def _arrived(aws: EmbeddedAws, region: str, bucket: str) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            return aws.call("s3", region, "get_object", Bucket=bucket, Key=FILM)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") != "NoSuchKey":
                raise
            time.sleep(0.05)
    raise SceneError(f"wanted {FILM} in {bucket} within {PATIENCE:.0f} s, got nothing")


def _moment(began: float, what: str, seen: str) -> Moment:
    return Moment(timedelta(seconds=time.monotonic() - began), what, seen)
