"""Who and what to turn to."""

from promises.fields import WebAddress, Within
from promises.frozen import Frozen


class AwsSupport(Frozen):
    """The AWS support plan and its response time."""

    plan: str
    response: Within


class Contacts(Frozen):
    """People, pages and channels; where the handbook only says where to look, so does this."""

    primary: str
    secondary: str
    engineering_lead: str
    aws_support: AwsSupport
    status_page: WebAddress
    dashboards: str
    pagerduty: WebAddress
    questions: str
