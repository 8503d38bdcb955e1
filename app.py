"""One Stage per environment, every check attached."""

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from assurance.plugin import HandbookChecks
from environments import load_environments
from stacks.operations import Operations

app = App()
for environment in load_environments():
    Operations(app, environment)
Validations.of(app).add_plugins(HandbookChecks(), AwsSolutionsChecks(app))
app.synth()
