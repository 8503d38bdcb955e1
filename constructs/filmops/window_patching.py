"""Security patches of the GPU workers: a baseline, a scan in every window, and who installs."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from filmops import schedules
from filmops.window_desk import WindowDesk, seconds

DOCUMENT = "AWS-RunPatchBaseline"
GROUP_TAG = "aws:autoscaling:groupName"
_HOUR = 3600
_APPROVED_AFTER = 0  # days: the window itself is the delay, and staging's is the rehearsal
_RULES = {
    # What is a security patch, in the words of each system (PatchFilter of Systems Manager).
    "AMAZON_LINUX_2": {"CLASSIFICATION": ["Security"], "SEVERITY": ["Critical", "Important"]},
    "AMAZON_LINUX_2023": {"CLASSIFICATION": ["Security"], "SEVERITY": ["Critical", "Important"]},
    "DEBIAN": {"PRIORITY": ["Required", "Important"]},
    "UBUNTU": {"PRIORITY": ["Required", "Important"]},
}


class WindowPatching(Construct):
    """Patches the workers of an Auto Scaling `group`, a `batch` at a time; None where there is none.

    The scan of Systems Manager only looks. The function `installs` after the gate, or only tells.
    `system` is what the workers run; they belong to the baseline by the tag `Patch Group`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        desk: WindowDesk,
        group: str | None,
        system: str,
        workers: str,
    ) -> None:
        super().__init__(scope, id)
        self._desk = desk
        work = desk.maintenance.work
        self._batch = f"{work.batch.percent.normalize():f}%"
        self.function = desk.function(
            self,
            "Workers",
            module="workers",
            environment={
                "BATCH": self._batch,
                "GROUP": group or "",
                "NEEDS_SECONDS": seconds(work.change_needs),
                "WORKERS": workers,
            },
            timeout=Duration.minutes(3),
        )
        if group:
            self._baseline(system)
            self._scan(group)
            self._grant(group, installs=workers == "install")

    def _baseline(self, system: str) -> None:
        filters = [
            ssm.CfnPatchBaseline.PatchFilterProperty(key=key, values=values)
            for key, values in _RULES[system].items()
        ]
        ssm.CfnPatchBaseline(
            self,
            "Baseline",
            name=self._desk.names.of("workers"),
            description="Security patches of the GPU workers",
            operating_system=system,
            patch_groups=[self._desk.names.of("workers")],
            approval_rules=ssm.CfnPatchBaseline.RuleGroupProperty(
                patch_rules=[
                    ssm.CfnPatchBaseline.RuleProperty(
                        approve_after_days=_APPROVED_AFTER,
                        compliance_level="CRITICAL",
                        patch_filter_group=ssm.CfnPatchBaseline.PatchFilterGroupProperty(
                            patch_filters=filters
                        ),
                    )
                ]
            ),
        )

    def _scan(self, group: str) -> None:
        maintenance = self._desk.maintenance
        for day, expression in schedules.windows(maintenance).items():
            named = str(day).replace(" ", "")
            window = ssm.CfnMaintenanceWindow(
                self,
                f"Window{named}",
                name=self._desk.names.of(f"scan-{str(day).replace(' ', '-').lower()}"),
                description=f"Looks which patches the workers lack, {day}",
                schedule=expression,
                schedule_timezone="UTC",
                duration=int(maintenance.length.total_seconds()) // _HOUR,
                cutoff=1,
                allow_unassociated_targets=False,
            )
            target = ssm.CfnMaintenanceWindowTarget(
                self,
                f"Target{named}",
                window_id=window.ref,
                resource_type="INSTANCE",
                targets=[
                    ssm.CfnMaintenanceWindowTarget.TargetsProperty(
                        key=f"tag:{GROUP_TAG}", values=[group]
                    )
                ],
            )
            ssm.CfnMaintenanceWindowTask(
                self,
                f"Scan{named}",
                window_id=window.ref,
                targets=[
                    ssm.CfnMaintenanceWindowTask.TargetProperty(
                        key="WindowTargetIds", values=[target.ref]
                    )
                ],
                task_type="RUN_COMMAND",
                task_arn=DOCUMENT,
                priority=1,
                max_concurrency=self._batch,
                max_errors="100%",  # one worker that cannot be asked keeps no other from it
                task_invocation_parameters=_asks("Scan"),
            )

    def _grant(self, group: str, *, installs: bool) -> None:
        stack = Stack.of(self)
        self.function.may_anywhere(
            iam.PolicyStatement(
                actions=[
                    "autoscaling:DescribeAutoScalingGroups",
                    "ssm:DescribeInstancePatchStates",
                    "ssm:ListCommands",
                ],
                resources=["*"],
            ),
            "These three know no resource (service authorization); they only read",
        )
        if not installs:
            return
        document = stack.format_arn(
            service="ssm", account="", resource="document", resource_name=DOCUMENT
        )
        self.function.may(iam.PolicyStatement(actions=["ssm:SendCommand"], resources=[document]))
        self.function.may_among(
            "Workers come and go; a condition holds it to those of the group",
            iam.PolicyStatement(
                actions=["ssm:SendCommand"],
                resources=[stack.format_arn(service="ec2", resource="instance", resource_name="*")],
                conditions={"StringEquals": {f"ssm:resourceTag/{GROUP_TAG}": group}},
            ),
        )


def _asks(
    operation: str,
) -> ssm.CfnMaintenanceWindowTask.TaskInvocationParametersProperty:
    command = ssm.CfnMaintenanceWindowTask.MaintenanceWindowRunCommandParametersProperty(
        parameters={"Operation": [operation]}, timeout_seconds=600
    )
    return ssm.CfnMaintenanceWindowTask.TaskInvocationParametersProperty(
        maintenance_window_run_command_parameters=command
    )
