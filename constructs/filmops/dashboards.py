"""Boards to CloudFormation: one L1 dashboard each."""

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from filmops.boards.body import Place, body_of
from filmops.boards.widgets import Board
from filmops.rendering import logical_name


def render_board(scope: Construct, board: Board, place: Place) -> None:
    """The dashboard of that name in the Region of the stack."""
    name = f"{board.name}-board"
    cloudwatch.CfnDashboard(
        scope, logical_name(name), dashboard_name=board.name, dashboard_body=body_of(board, place)
    )


def place_of(stack: Stack) -> Place:
    """The Region of a stack, and the ARNs of the alarms in it."""
    arn = f"arn:{stack.partition}:cloudwatch:{stack.region}:{stack.account}:alarm:"
    return Place(stack.region, arn)
