"""The emulator's own AWS API, called from inside its process: boto3 without the network.

A resource handler runs on the thread that serves requests, so a real request to itself would wait
for ever. botocore lets a handler answer before anything is sent; ours asks the service directly.
"""

from collections.abc import Callable
from functools import cache, partial
from io import BytesIO
from typing import Protocol, cast
from urllib.parse import parse_qs, urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

from local import hooks
from local.clients import SECRET, new_client


class _Emitter(Protocol):
    def register(self, event_name: str, handler: Callable[..., AWSResponse]) -> None: ...


class _Meta(Protocol):
    events: _Emitter


class _Client(Protocol):
    meta: _Meta


class _Body(BytesIO):
    """What botocore reads a response from."""

    def stream(self, **_: object) -> "_Body":
        return self


def call(service: str, operation: str, request: hooks.Json) -> hooks.Json:
    """The answer of `service` to a boto3 operation, in the account and Region at hand.

    Raises botocore's ClientError with the service's own message when it refuses.
    """
    answer: hooks.Json = getattr(_client(service), operation)(**request)
    return answer


@cache
def _client(service: str) -> object:
    client = new_client(
        service,
        region_name="us-east-1",  # the scope of the request at hand decides, not this
        aws_access_key_id="inside",
        aws_secret_access_key=SECRET,
        config=Config(
            # templates say "300" where the API has a number; CloudFormation takes both
            parameter_validation=False,
            retries={"total_max_attempts": 1, "mode": "standard"},
            s3={"addressing_style": "path"},
        ),
    )
    answer = partial(_answer, hooks.SERVICES[service])
    cast("_Client", client).meta.events.register("before-send", answer)
    return client


def _answer(
    hook: hooks.Hook[hooks.ServiceHandler], request: AWSPreparedRequest, **_: object
) -> AWSResponse:
    url = urlsplit(str(request.url))
    headers = {name.lower(): _text(value) for name, value in request.headers.items()}
    waiting = hook.get()(
        str(request.method),
        url.path,
        headers,
        _bytes(request.body),
        parse_qs(url.query, keep_blank_values=True),
    ).__await__()
    try:
        next(waiting)
    except StopIteration as done:
        status, answered, body = cast("tuple[int, dict[str, str], object]", done.value)
        said = HTTPHeaders.from_dict(answered)
        return AWSResponse(str(request.url), status, said, _Body(_bytes(body)))
    raise RuntimeError(f"{hook.module}: wanted an answer at once, got one that waits")


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _bytes(body: object) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    return cast("BytesIO", body).read()
