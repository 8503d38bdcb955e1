"""A workflow as a state machine, and what starts it when something has happened."""

import json
from collections.abc import Mapping

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from filmops.acknowledged import ANY_RESOURCE, NO_EXECUTION_LOG, acknowledge
from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.states import Definition


class WorkflowMachine(Construct):
    """A state machine that may call the functions of its workflow and nothing else.

    Its name is fixed: alarms name it, and so does whoever starts it by hand.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        workflow: Definition,
        functions: Mapping[str, OperationsFunction],
    ) -> None:
        super().__init__(scope, id)
        arns = {one: functions[one].function_arn for one in workflow.functions}
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("states.amazonaws.com"))
        iam.Policy(
            self,
            "May",
            roles=[role],
            statements=[
                iam.PolicyStatement(
                    actions=["lambda:InvokeFunction"], resources=list(arns.values())
                )
            ],
        )
        self.resource = sfn.StateMachine(
            self,
            "Machine",
            state_machine_name=name,
            role=role,
            definition_body=sfn.DefinitionBody.from_string(json.dumps(workflow.definition)),
            definition_substitutions=arns,
            tracing_enabled=True,
        )
        self.arn = Stack.of(self).format_arn(
            service="states",
            resource="stateMachine",
            resource_name=name,
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        acknowledge(
            self.resource,
            NO_EXECUTION_LOG,
            "The history of a run that happens twice a month at most is kept 90 days, and its record for years",
        )
        acknowledge(
            role, ANY_RESOURCE, "X-Ray's write actions know no resource (service authorization)"
        )

    @property
    def may_start(self) -> iam.PolicyStatement:
        """What starting a run needs."""
        return iam.PolicyStatement(
            actions=["states:StartExecution"], resources=[self.resource.state_machine_arn]
        )


class StartedBy(Construct):
    """Starts `machine` on an event, with `sends`: a JSON template over the paths of `reads`.

    What cannot be delivered within a quarter of an hour is a lost page.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        description: str,
        pattern: Mapping[str, object],
        reads: Mapping[str, str],
        sends: str,
        machine: WorkflowMachine,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("events.amazonaws.com"),
            description=description,
        )
        policy = iam.Policy(self, "May", roles=[role], statements=[machine.may_start])
        rule = events.CfnRule(
            self,
            "Rule",
            name=name,
            description=description,
            event_pattern=pattern,
            targets=[
                events.CfnRule.TargetProperty(
                    id="Workflow",
                    arn=machine.resource.state_machine_arn,
                    role_arn=role.role_arn,
                    input_transformer=events.CfnRule.InputTransformerProperty(
                        input_paths_map=reads, input_template=sends
                    ),
                    retry_policy=events.CfnRule.RetryPolicyProperty(
                        maximum_event_age_in_seconds=900, maximum_retry_attempts=10
                    ),
                    dead_letter_config=events.CfnRule.DeadLetterConfigProperty(
                        arn=lost_pages.queue_arn
                    ),
                )
            ],
        )
        rule.node.add_dependency(policy)


class EndedByForce(StartedBy):
    """Starts `machine` once more, as `sends` plus what it cleans up after, when a run was ended.

    A run that is TIMED_OUT or ABORTED passes through none of its own states any more.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        description: str,
        sends: Mapping[str, str],
        machine: WorkflowMachine,
        lost_pages: LostPages,
    ) -> None:
        told = "".join(f"{json.dumps(key)}: {json.dumps(text)}, " for key, text in sends.items())
        super().__init__(
            scope,
            id,
            name=name,
            description=description,
            pattern={
                "source": ["aws.states"],
                "detail-type": ["Step Functions Execution Status Change"],
                "detail": {
                    "stateMachineArn": [machine.resource.state_machine_arn],
                    "status": ["TIMED_OUT", "ABORTED"],
                },
            },
            reads={
                "execution": "$.detail.executionArn",
                "status": "$.detail.status",
                "began": "$.detail.startDate",
            },
            sends=f'{{{told}"after": <execution>, "ended": <status>, "began": <began>}}',
            machine=machine,
            lost_pages=lost_pages,
        )
