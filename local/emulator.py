"""The process of the embedded AWS: `python -m local.emulator --port 4566`."""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

import click
from hypercorn.asyncio import serve  # pyright: ignore[reportUnknownVariableType]
from hypercorn.config import Config

from local import hooks
from local.alarm_messages import AlarmMessages
from local.control import Control
from local.databases import Databases
from local.delivery import Courier
from local.events import Events
from local.handlers import every_handler
from local.importing import Imports
from local.journal import Journal
from local.mute_rules import MuteRules
from local.notifications import Notifications
from local.outside import Outside, StandIn
from local.recorded import SHAPES, Recorder
from local.resource import register
from local.stack_actions import StackActions
from local.stack_outputs import StackOutputs

HERE = Path(__file__).parent
UNUSABLE = 2
"""Exit code when the installed ministack lacks a hook, or an option makes no sense."""


@click.command()
@click.option("--port", type=int, required=True, help="Loopback port to answer on.")
@click.option(
    "--account", default="000000000000", help="12 digits: who unsigned requests are from."
)
@click.option("--outside", multiple=True, metavar="HOST=URL", help="A host and its stand-in.")
@click.option(
    "--speed", default=60.0, help="How much faster than the wall retries and workflows wait."
)
@click.option(
    "--journal", type=click.Path(path_type=Path), default=Path("build/local/journal.jsonl")
)
@click.option("--leash", is_flag=True, help="End when standard input closes.")
def main(
    port: int, account: str, outside: tuple[str, ...], speed: float, journal: Path, leash: bool
) -> None:
    """Run the embedded AWS until it is told to end."""
    journal.parent.mkdir(parents=True, exist_ok=True)
    book = Journal(journal.resolve())
    try:
        world = Outside(dict(StandIn.parse(text) for text in outside), book)
    except ValueError as error:
        sys.exit(_unusable(error))
    _settle(port, account, speed)
    world.export()
    world.install()
    try:
        hooks.check()
    except hooks.HookGoneError as error:
        sys.exit(_unusable(error))
    recorder, courier = Recorder(), Courier(book, speed)
    endpoint = f"http://127.0.0.1:{port}"
    for handler in (*every_handler(), *recorder.handlers()):
        register(handler)
    Notifications(courier, recorder, endpoint).install()
    AlarmMessages(book).install()
    Events(courier).install()
    StackOutputs().install()
    Databases().install()
    Imports().install()
    StackActions().install()
    MuteRules().install()
    if leash:
        threading.Thread(target=_follow_standard_input, daemon=True).start()

    def ready() -> None:
        known = len(hooks.RESOURCE_HANDLERS.get()) - len(SHAPES)
        print(f"{endpoint}: {known} resource types, {len(SHAPES)} more recorded only", flush=True)

    asyncio.run(_serve(Control(recorder, ready), port))


def _unusable(error: Exception) -> int:
    print(error, file=sys.stderr)
    return UNUSABLE


def _settle(port: int, account: str, speed: float) -> None:
    """The settings ministack reads when it is imported, and the ones functions inherit."""
    for name in tuple(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("AWS_"):
            del os.environ[name]
    os.environ.update(
        GATEWAY_PORT=str(port),
        BIND_HOST="127.0.0.1",
        MINISTACK_HOST="127.0.0.1",
        MINISTACK_ACCOUNT_ID=account,
        LAMBDA_EXECUTOR="local",
        SFTP_ENABLED="0",
        IOT_MTLS_ENABLED="0",
        AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}",
        PYTHONPATH=str(HERE / "guard"),
        SFN_WAIT_SCALE=str(1 / speed),  # waits and retries of workflows
    )


def _follow_standard_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


async def _serve(app: Control, port: int) -> None:
    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.graceful_timeout = 1
    config.keep_alive_timeout = 75
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await serve(app, config, shutdown_trigger=ended.wait)  # pyright: ignore
    # the emulator's tickers and pools would hold the interpreter; nothing of them is worth keeping
    os._exit(0)


if __name__ == "__main__":
    main()
