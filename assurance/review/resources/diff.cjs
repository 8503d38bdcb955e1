// Templates in pairs on standard input, what CDK's own diff says of each on standard output.
"use strict";
const { readFileSync } = require("node:fs");
const { fullDiff } = require("@aws-cdk/cloudformation-diff");

const sides = (change) => ({ before: change.oldValue, after: change.newValue });

const changed = (changes) =>
  Object.entries(changes).map(([name, change]) => ({
    name,
    impact: change.changeImpact ?? "NO_CHANGE",
    ...sides(change),
  }));

const resources = (diff) =>
  Object.entries(diff.resources.changes).map(([logicalId, change]) => ({
    logical_id: logicalId,
    type_before: change.oldResourceType,
    type_after: change.newResourceType,
    impact: change.changeImpact,
    properties: changed(change.propertyUpdates),
    others: changed(change.otherChanges),
  }));

const targets = ({ values, not }) => ({ values, negated: not });

const statement = (one) => ({
  effect: one.effect,
  actions: targets(one.actions),
  resources: targets(one.resources),
  principals: targets(one.principals),
  condition: one.condition === undefined ? "" : JSON.stringify(one.condition),
});

const rights = ({ statements, managedPolicies }) => ({
  added: statements.additions.map(statement),
  removed: statements.removals.map(statement),
  policies_added: managedPolicies.additions.map((one) => ({ identity: one.identityArn, policy: one.managedPolicyArn })),
});

const rules = (of) => ({ added: of.additions.map((one) => one.toJson()), removed: of.removals.map((one) => one.toJson()) });

const found = JSON.parse(readFileSync(0, "utf8")).map(({ before, after }) => {
  const diff = fullDiff(before, after);
  return {
    resources: resources(diff),
    outputs: Object.keys(diff.outputs.changes),
    parameters: Object.keys(diff.parameters.changes),
    rights: rights(diff.iamChanges),
    ingress: rules(diff.securityGroupChanges.ingress),
    egress: rules(diff.securityGroupChanges.egress),
  };
});
process.stdout.write(JSON.stringify(found));
