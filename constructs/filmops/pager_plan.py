"""What PagerDuty has to hold, told where the templates and whoever reads the account can see it."""

import json

from aws_cdk import aws_ssm as ssm
from constructs import Construct

from filmops.names import Names
from promises.pager import Pager


class PagerPlan(ssm.CfnParameter):
    """The pager as a parameter: `python -m delivery.pagerduty` brings PagerDuty to the same value.

    CloudFormation reaches no PagerDuty account, so this is the promise and not its fulfilment.
    """

    def __init__(self, scope: Construct, id: str, *, names: Names, pager: Pager) -> None:
        super().__init__(
            scope,
            id,
            name=f"/{names.prefix}/pager",
            type="String",
            value=json.dumps(pager.document, separators=(",", ":")),
            description="What PagerDuty has to hold; python -m delivery.pagerduty applies it",
        )
