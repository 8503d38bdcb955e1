"""Resource types whose service the emulator does not have: recorded, not run.

A recorded resource keeps its properties, has a physical id and attributes, is listed and deleted.
That is enough for a stack to deploy, and says nothing about whether the resource would work.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from local import hooks
from local.resource import Handler, Made, Wanted

STAMP = "1970-01-01T00:00:00Z"
"""Every time attribute: nothing of these resources happens at a time."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a type's identity is made.

    The texts have placeholders: {account}, {region}, {id} (a UUID of the stack and logical id),
    and {AnyProperty}, which is made up as CloudFormation makes names where the template has none.
    """

    ref: str
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


def _arn(service: str, path: str, region: str = "{region}") -> str:
    return f"arn:aws:{service}:{region}:{{account}}:{path}"


def _named(name: str, **attributes: str) -> Shape:
    return Shape(f"{{{name}}}", attributes)


def _by_arn(arn: str, *names: str, **attributes: str) -> Shape:
    return Shape(arn, {**dict.fromkeys(names or ("Arn",), arn), **attributes})


SHAPES = {
    "AWS::ApplicationSignals::Discovery": Shape("{account}", {"AccountId": "{account}"}),
    "AWS::ApplicationSignals::GroupingConfiguration": Shape(
        "{account}", {"AccountId": "{account}", "UpdatedAt": STAMP}
    ),
    "AWS::ApplicationSignals::ServiceLevelObjective": _by_arn(
        _arn("application-signals", "slo/{Name}"),
        CreatedTime="0",
        LastUpdatedTime="0",
        EvaluationType="PeriodBased",
    ),
    "AWS::Backup::Framework": _by_arn(
        _arn("backup", "framework:{FrameworkName}"),
        "FrameworkArn",
        CreationTime=STAMP,
        DeploymentStatus="COMPLETED",
        FrameworkStatus="ACTIVE",
    ),
    "AWS::Backup::ReportPlan": _by_arn(
        _arn("backup", "report-plan:{ReportPlanName}"), "ReportPlanArn"
    ),
    "AWS::Backup::RestoreTestingPlan": _named(
        "RestoreTestingPlanName",
        RestoreTestingPlanArn=_arn("backup", "restore-testing-plan:{RestoreTestingPlanName}"),
    ),
    "AWS::Backup::RestoreTestingSelection": Shape(
        "{RestoreTestingPlanName}|{RestoreTestingSelectionName}"
    ),
    "AWS::Chatbot::CustomAction": _by_arn(
        _arn("chatbot", "custom-action/{ActionName}", region=""), "CustomActionArn"
    ),
    "AWS::Chatbot::SlackChannelConfiguration": _by_arn(
        _arn("chatbot", "chat-configuration/slack-channel/{ConfigurationName}", region="")
    ),
    "AWS::CloudFront::MonitoringSubscription": _named("DistributionId"),
    "AWS::CloudWatch::AlarmMuteRule": _by_arn(
        _arn("cloudwatch", "alarm-mute-rule:{Name}"),
        LastUpdatedTimestamp=STAMP,
        MuteType="RECORDED",
        Status="RECORDED",
    ),
    "AWS::GuardDuty::Detector": Shape("{id}", {"Id": "{id}"}),
    "AWS::IAM::OIDCProvider": _by_arn(
        _arn("iam", "oidc-provider/token.actions.githubusercontent.com", region="")
    ),
    "AWS::Logs::QueryDefinition": Shape("{id}", {"QueryDefinitionId": "{id}"}),
    "AWS::RDS::OptionGroup": _named("OptionGroupName"),
    "AWS::ResilienceHub::App": _by_arn(
        _arn("resiliencehub", "app/{id}"), "AppArn", DriftStatus="NotChecked"
    ),
    "AWS::ResilienceHub::ResiliencyPolicy": _by_arn(
        _arn("resiliencehub", "resiliency-policy/{id}"), "PolicyArn"
    ),
    "AWS::ResilienceHubV2::Policy": _by_arn(
        _arn("resiliencehub", "policy/{id}"),
        "PolicyArn",
        AssociatedServiceCount="0",
        CreatedAt=STAMP,
        UpdatedAt=STAMP,
    ),
    "AWS::ResilienceHubV2::Service": _by_arn(
        _arn("resiliencehub", "service/{id}"), "ServiceArn", CreatedAt=STAMP, UpdatedAt=STAMP
    ),
    "AWS::ResilienceHubV2::ServiceFunction": Shape(
        "{id}",
        {
            "ServiceFunctionId": "{id}",
            "ResourceCount": "0",
            "Source": "RECORDED",
            "CreatedAt": STAMP,
            "UpdatedAt": STAMP,
        },
    ),
    "AWS::ResilienceHubV2::System": _by_arn(
        _arn("resiliencehub", "system/{id}"),
        "SystemArn",
        SystemId="{id}",
        CreatedAt=STAMP,
        UpdatedAt=STAMP,
    ),
    "AWS::ResilienceHubV2::UserJourney": Shape(
        "{id}", {"UserJourneyId": "{id}", "CreatedAt": STAMP, "UpdatedAt": STAMP}
    ),
    "AWS::SSM::Document": _named("Name"),
    "AWS::SecurityHub::Hub": _by_arn(_arn("securityhub", "hub/default"), "ARN"),
    "AWS::Synthetics::Canary": _named("Name", Id="{id}", State="RECORDED"),
    "AWS::SSM::MaintenanceWindow": Shape("mw-{id}"),
    "AWS::SSM::MaintenanceWindowTarget": Shape("{id}"),
    "AWS::SSM::MaintenanceWindowTask": Shape("{id}"),
    "AWS::SSM::PatchBaseline": Shape("pb-{id}", {"Id": "pb-{id}"}),
}
"""Resource type -> its identity, as the CloudFormation reference gives Ref and GetAtt."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One resource that exists on paper."""

    account: str
    region: str
    type: str
    stack: str
    logical_id: str
    physical_id: str
    properties: hooks.Json


@dataclass(frozen=True, slots=True)
class Recorder:
    """All of them, of every account and Region."""

    kept: dict[tuple[str, str, str, str], Recorded] = field(
        default_factory=dict[tuple[str, str, str, str], Recorded]
    )

    def every(self, resource_type: str = "") -> Iterator[Recorded]:
        """Those of one type, or all."""
        for recorded in tuple(self.kept.values()):
            if resource_type in ("", recorded.type):
                yield recorded

    def handlers(self) -> Iterator[Handler]:
        """One handler a type."""
        for resource_type, shape in SHAPES.items():
            yield _Recording(resource_type, shape, self)


@dataclass(frozen=True, slots=True)
class _Recording:
    type: str
    shape: Shape
    recorder: Recorder

    def create(self, wanted: Wanted) -> Made:
        def fill(text: str) -> str:
            return re.sub(r"\{(\w+)\}", lambda found: self._value(found[1], wanted), text)

        physical_id = fill(self.shape.ref)
        account, region = hooks.ACCOUNT.get()(), hooks.REGION.get()()
        self.recorder.kept[account, region, self.type, physical_id] = Recorded(
            account,
            region,
            self.type,
            wanted.stack,
            wanted.logical_id,
            physical_id,
            wanted.properties,
        )
        return Made(physical_id, {name: fill(text) for name, text in self.shape.attributes.items()})

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        del physical_id, before
        return self.create(wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        del properties
        scope = (hooks.ACCOUNT.get()(), hooks.REGION.get()())
        self.recorder.kept.pop((*scope, self.type, physical_id), None)

    def _value(self, placeholder: str, wanted: Wanted) -> str:
        if placeholder == "account":
            return hooks.ACCOUNT.get()()
        if placeholder == "region":
            return hooks.REGION.get()()
        if placeholder == "id":
            return str(uuid5(NAMESPACE_URL, f"{wanted.stack}/{wanted.logical_id}"))
        return wanted.name(placeholder)
