"""boto3 clients of one account of the embedded AWS, typed by the service they are for."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast, overload

import boto3
import botocore.session
from botocore.client import BaseClient
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_rds import RDSClient
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_sts import STSClient

SECRET = "not-a-secret"
"""The emulator checks no signature; the SDK wants something to sign with."""


NO_PROFILE = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""botocore's variables, each: name in the configuration, environment variable, default, conversion."""


@dataclass(frozen=True, slots=True)
class Clients:
    """Makes clients: `clients("sns", "us-east-1")`."""

    endpoint: str
    account: str
    """12 digits. The emulator takes an access key of that form for the account's id."""
    _made: dict[tuple[str, str], object] = field(
        default_factory=dict[tuple[str, str], object], compare=False, repr=False
    )

    @overload
    def __call__(
        self, service: Literal["cloudformation"], region: str
    ) -> "CloudFormationClient": ...
    @overload
    def __call__(self, service: Literal["cloudwatch"], region: str) -> "CloudWatchClient": ...
    @overload
    def __call__(self, service: Literal["dynamodb"], region: str) -> "DynamoDBClient": ...
    @overload
    def __call__(self, service: Literal["events"], region: str) -> "EventBridgeClient": ...
    @overload
    def __call__(self, service: Literal["kms"], region: str) -> "KMSClient": ...
    @overload
    def __call__(self, service: Literal["lambda"], region: str) -> "LambdaClient": ...
    @overload
    def __call__(self, service: Literal["rds"], region: str) -> "RDSClient": ...
    @overload
    def __call__(
        self, service: Literal["scheduler"], region: str
    ) -> "EventBridgeSchedulerClient": ...
    @overload
    def __call__(
        self, service: Literal["secretsmanager"], region: str
    ) -> "SecretsManagerClient": ...
    @overload
    def __call__(self, service: Literal["sns"], region: str) -> "SNSClient": ...
    @overload
    def __call__(self, service: Literal["sqs"], region: str) -> "SQSClient": ...
    @overload
    def __call__(self, service: Literal["ssm"], region: str) -> "SSMClient": ...
    @overload
    def __call__(self, service: Literal["sts"], region: str) -> "STSClient": ...
    @overload
    def __call__(self, service: str, region: str) -> BaseClient: ...
    def __call__(self, service: str, region: str) -> object:
        """A client of that service, made once; retries are off, so that the first answer is seen."""
        if (service, region) not in self._made:
            self._made[service, region] = self._make(service, region)
        return self._made[service, region]

    def _make(self, service: str, region: str) -> object:
        return new_client(
            service,
            region_name=region,
            endpoint_url=self.endpoint,
            aws_access_key_id=self.account,
            aws_secret_access_key=SECRET,
            config=Config(
                connect_timeout=5,
                read_timeout=60,
                retries={"total_max_attempts": 1, "mode": "standard"},
                s3={"addressing_style": "path"},
            ),
        )


def new_client(service: str, **settings: object) -> object:
    """A boto3 client of any service; the profile and files of whoever runs this have no say."""
    own = botocore.session.Session(session_vars=NO_PROFILE)
    session = boto3.session.Session(botocore_session=own)
    # the stubs type only the services in requirements-dev.txt
    make = cast("Callable[..., object]", session.client)  # pyright: ignore[reportUnknownMemberType]
    return make(service, **settings)
