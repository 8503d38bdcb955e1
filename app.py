"""One Stage per environment, every check attached."""

import sys

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from assurance.plugin import HandbookChecks
from environments import load_environments
from promises import InputErrors
from stacks.operations import Operations

try:
    environments = load_environments()
except InputErrors as mistakes:
    print(mistakes, file=sys.stderr)
    sys.exit(2)

app = App()
for environment in environments:
    Operations(app, environment)
Validations.of(app).add_plugins(HandbookChecks(), AwsSolutionsChecks(app))
app.synth()
