"""`python -m delivery --environment prod`: the last step of `make deploy`."""

import sys
from typing import cast

import boto3
import click
from botocore.exceptions import BotoCoreError, ClientError

from delivery.record import CloudWatch, record_deployment
from environments import load_environment
from promises import InputErrors

UNUSABLE, REFUSED = 2, 1


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--environment", "name", required=True, metavar="NAME", help="What was deployed.")
def main(name: str) -> None:
    """Publish that an environment was deployed just now, for the overview board.

    Exit codes: 0 published, 1 AWS refused it (the deployment itself is done), 2 unusable input.
    """
    try:
        environment = load_environment(name)
        client = boto3.client("cloudwatch", region_name=environment.primary_region)  # pyright: ignore[reportUnknownMemberType] (boto3 is untyped)
        record_deployment(cast("CloudWatch", client), environment)
    except InputErrors as mistakes:
        click.echo(str(mistakes), err=True)
        sys.exit(UNUSABLE)
    except (BotoCoreError, ClientError) as refused:
        click.echo(f"delivery: deployed, but not recorded: {refused}", err=True)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
