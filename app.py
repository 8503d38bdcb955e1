"""One Stage per environment, every check attached."""

import sys

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks, NIST80053R5Checks

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
if app.node.try_get_context("policy"):  # the second pack: `make policy` judges what it finds
    Validations.of(app).add_plugins(NIST80053R5Checks(app))
else:
    Validations.of(app).add_plugins(HandbookChecks(), AwsSolutionsChecks(app))
app.synth()
