"""AWS::EC2::SecurityGroupEgress and SecurityGroupIngress, through the EC2 API."""

from dataclasses import dataclass

from local import hooks
from local.inside import call
from local.resource import Made, Wanted


@dataclass(frozen=True, slots=True)
class SecurityGroupRule:
    """Real as configuration; nothing of the emulator sends a packet by it.

    `direction` is Egress or Ingress; the group at the other end stands in the property `end`.
    """

    direction: str
    end: str

    @property
    def type(self) -> str:
        """The CloudFormation resource type."""
        return f"AWS::EC2::SecurityGroup{self.direction}"

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        self._call("authorize", wanted.properties)
        physical_id = f"sgr-{wanted.stack}-{wanted.logical_id}"
        return Made(physical_id, {"Id": physical_id})

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Take the rule away and make the other: every property but the words asks for that."""
        self.delete(physical_id, before)
        return self.create(wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        del physical_id
        self._call("revoke", properties)

    def _call(self, verb: str, properties: hooks.Json) -> None:
        end = {"GroupId": properties[self.end]}
        if "Description" in properties:
            end["Description"] = properties["Description"]
        rule = {
            "IpProtocol": properties["IpProtocol"],
            "FromPort": int(properties["FromPort"]),
            "ToPort": int(properties["ToPort"]),
            "UserIdGroupPairs": [end],
        }
        request = {"GroupId": properties["GroupId"], "IpPermissions": [rule]}
        call("ec2", f"{verb}_security_group_{self.direction.lower()}", request)


def security_group_rules() -> tuple[SecurityGroupRule, ...]:
    """Out and in."""
    return (
        SecurityGroupRule("Egress", "DestinationSecurityGroupId"),
        SecurityGroupRule("Ingress", "SourceSecurityGroupId"),
    )
