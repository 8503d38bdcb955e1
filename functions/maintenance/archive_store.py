"""The archive's bucket: what is on its way lies under pending/, what is archived under jobs/.

1. pending/W/B.jsonl.gz   the batch, its note in the first line, until everything after it is done
2. pending/W/B.verified   nothing but its name: the batch was read back, its rows may be deleted
3. jobs/W/B.jsonl.gz      the rows that are gone from the database, read back
4. jobs/W/B.json          their manifest, read back
Then 2 and 1 are removed, in this order. Whatever is found tells how far a run came.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from .archive_batch import Batch, plain, text, unzipped, zipped

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_s3 import S3Client

TRIES = 3
_PENDING, _JOBS = "pending/", "jobs/"
_DATA, _VERIFIED, _MANIFEST = ".jsonl.gz", ".verified", ".json"


class TornError(Exception):
    """What the bucket holds is not what was put there; the text names the object."""


@dataclass(frozen=True, slots=True)
class Store:
    """One bucket, sealed by its own key."""

    s3: "S3Client"
    bucket: str

    def keep(self, batch: Batch) -> None:
        """Steps 1 and 2; raises TornError when it cannot be read back as it was put."""
        self._put_lines(_PENDING + batch.name + _DATA, (batch.note, *batch.lines))
        self._put(_PENDING + batch.name + _VERIFIED, b"")

    def archive(self, gone: Batch, name: str) -> None:
        """Steps 3 and 4, over what an earlier try has put there; raises TornError."""
        if gone.lines:
            self._put_lines(_JOBS + name + _DATA, gone.lines)
            self._put_lines(_JOBS + name + _MANIFEST, (gone.note,), packing=text, unpacking=plain)

    def forget(self, name: str) -> None:
        """The batch is archived: what was pending goes, the permission to delete rows first."""
        for ending in (_VERIFIED, _DATA):
            self.s3.delete_object(Bucket=self.bucket, Key=_PENDING + name + ending)

    def pending(self) -> Iterator[Batch]:
        """Batches whose rows may have been deleted. What was never verified is thrown away.

        Raises TornError for a batch that was verified and cannot be read any more.
        """
        names = set(self._names(_PENDING))
        verified = {name.removesuffix(_VERIFIED) for name in names if name.endswith(_VERIFIED)}
        for name in sorted(names):
            if name.endswith(_DATA) and name.removesuffix(_DATA) not in verified:
                self.s3.delete_object(Bucket=self.bucket, Key=_PENDING + name)
        for name in sorted(verified):
            yield self._verified(name)

    def archived(self, window: str) -> tuple[int, int]:
        """How many jobs are archived in a window, in how many objects: its manifests say."""
        names = [one for one in self._names(f"{_JOBS}{window}/") if one.endswith(_MANIFEST)]
        rows = [json.loads(self._get(f"{_JOBS}{window}/{one}"))["rows"] for one in names]
        return sum(rows), len(rows)

    def _verified(self, name: str) -> Batch:
        key = f"{_PENDING}{name}{_DATA}"
        try:
            note, *lines = unzipped(self._get(key))
            batch = Batch.noted(note, lines)
        except (ValueError, self.s3.exceptions.NoSuchKey) as error:
            raise TornError(f"{key}: {error}") from error
        if batch.name != name:
            raise TornError(f"{key}: wanted the rows it is named by, got {batch.name}")
        return batch

    def _put_lines(
        self,
        key: str,
        lines: Sequence[str],
        packing: Callable[[Sequence[str]], bytes] = zipped,
        unpacking: Callable[[bytes], tuple[str, ...]] = unzipped,
    ) -> None:
        """Put, and read back what the bucket really holds, line by line."""
        found = tuple[str, ...]()
        for _ in range(TRIES):
            self._put(key, packing(lines))
            try:
                found = unpacking(self._get(key))
            except ValueError:
                continue
            if found == tuple(lines):
                return
        raise TornError(f"{key}: wanted {len(lines)} lines back as they were, got {len(found)}")

    def _put(self, key: str, body: bytes) -> None:
        self.s3.put_object(
            Bucket=self.bucket,
            Key=key,
            Body=body,
            # S3 refuses what does not arrive whole.
            ChecksumSHA256=b64encode(sha256(body).digest()).decode(),
        )

    def _get(self, key: str) -> bytes:
        return self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()

    def _names(self, prefix: str) -> Iterator[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        for page in pages:
            for item in cast("list[dict[str, Any]]", page.get("Contents", [])):
                yield str(item["Key"]).removeprefix(prefix)
