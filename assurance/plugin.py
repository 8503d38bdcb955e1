"""The handbook as a validation plugin of CDK: a broken promise stops `cdk synth`.

In app.py, beside any other plugin:

    Validations.of(app).add_plugins(HandbookChecks())

When it runs (observed with aws-cdk-lib 2.275.0 and CLI 2.1148.1): once for an App, after the whole
assembly is on disk: every template, every nested `assembly-*` folder, every manifest.json. A plugin
registered on a Stage runs at that same late moment, once for each registration and with that
Stage's templates alone, so it belongs on the App.

How a finding is acknowledged: by `Handbook::` and the promise's id, on the construct it was found
at or on any construct above it, and only there. Without the prefix an id matches nothing.

    Validations.of(topic).acknowledge(
        Acknowledgment(id="Handbook::severities.P1.channels", reason="...")
    )

Three ways a finding could get lost, and what is done about each:
- `cdk synth` without a stack name shows only the findings of stacks that are directly in the App;
  where every stack is in a Stage these are none, and it exits 0. Call `cdk synth '**'`.
- The CLI also forgets findings whose construct is in no stack, so a promise that is broken by
  nothing in particular is reported at every stack of its environment.
- The CLI exits 0 when a plugin itself fails, so a failure is a finding here: a fatal one, which no
  acknowledgement can silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import jsii
from aws_cdk import (
    App,
    IPolicyValidationContext,
    IPolicyValidationPlugin,
    PolicyValidationPluginReport,
    PolicyViolatingResource,
    PolicyViolation,
)

from assurance.proof import prove
from assurance.report.wording import sentences
from assurance.verdict import EnvironmentReport, Proof, Verdict
from promises import InputError, InputErrors

NAME = "Handbook"


@jsii.implements(IPolicyValidationPlugin)
class HandbookChecks:
    """Proves every promise of every environment from the assembly that was just synthesized."""

    @property
    def name(self) -> str:
        """The prefix of every rule id, as CDK prints it and an acknowledgement must give it."""
        return NAME

    @property
    def version(self) -> str | None:
        """None: the checks have no version of their own."""
        return None

    @property
    def rule_ids(self) -> list[str] | None:
        """None: the ids serve CDK's usage statistics only."""
        return None

    def validate(self, context: IPolicyValidationContext) -> PolicyValidationPluginReport:
        """The broken promises as violations; what is unproven does not stop a synth."""
        # CDK validates nothing but a whole App
        assembly = Path(cast("App", context.app_construct).outdir).resolve()
        stacks = [stack.stack_construct_path for stack in context.stack_templates]
        try:
            violations = [
                _violation(environment, proof, assembly, stacks)
                for environment in prove(assembly, None).environments
                for proof in environment.promises
                if proof.verdict is Verdict.BROKEN
            ]
        except (InputError, InputErrors) as error:
            violations = [_failure(line) for line in str(error).splitlines()]
        except Exception as error:  # noqa: BLE001 - fail closed, see above
            violations = [_failure(repr(error))]
        return PolicyValidationPluginReport(success=not violations, violations=violations)


def _violation(
    environment: EnvironmentReport, proof: Proof, assembly: Path, stacks: Iterable[str]
) -> PolicyViolation:
    own = [path for path in stacks if f"{path}/".startswith(f"{environment.name}/")]
    promised = f"{environment.name}: {proof.id}: promised {proof.promised}"
    proven = f", proven {proof.proven}" if proof.proven else ""
    return PolicyViolation(
        rule_name=proof.id,
        description=sentences(promised + proven, proof.because),
        fix=proof.fix,
        severity="error",
        rule_metadata={"section": proof.section},
        violating_resources=list(_at_evidence(proof, assembly)) or list(_at_stacks(own)),
    )


def _at_evidence(proof: Proof, assembly: Path) -> Iterator[PolicyViolatingResource]:
    for evidence in proof.evidence:
        if not evidence.logical_id and not evidence.path:
            continue  # of a whole environment: nothing is there to be pointed at
        in_property = evidence.path.startswith("Properties.")
        yield PolicyViolatingResource(
            locations=[evidence.path] if in_property else [],
            resource_logical_id=evidence.logical_id,
            template_path=str(assembly / evidence.template),
        )


def _at_stacks(paths: Iterable[str]) -> Iterator[PolicyViolatingResource]:
    for path in paths:
        yield PolicyViolatingResource(locations=[], construct_path=path)


def _failure(line: str) -> PolicyViolation:
    return PolicyViolation(
        rule_name="unusable-input",
        description=line,
        severity="fatal",
        # a place without a path: the one kind of finding the CLI shows whatever is selected
        violating_resources=[PolicyViolatingResource(locations=[])],
    )
