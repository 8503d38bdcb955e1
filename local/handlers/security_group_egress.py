"""AWS::EC2::SecurityGroupEgress, through the EC2 API."""

from local import hooks
from local.inside import call
from local.resource import Made, Wanted


class SecurityGroupEgress:
    """Real as configuration; nothing of the emulator sends a packet by it."""

    type = "AWS::EC2::SecurityGroupEgress"

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        call("ec2", "authorize_security_group_egress", _request(wanted.properties))
        physical_id = f"sgr-{wanted.stack}-{wanted.logical_id}"
        return Made(physical_id, {"Id": physical_id})

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Take the rule away and make the other: every property but the words asks for that."""
        self.delete(physical_id, before)
        return self.create(wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        del physical_id
        call("ec2", "revoke_security_group_egress", _request(properties))


def _request(properties: hooks.Json) -> hooks.Json:
    end = {"GroupId": properties["DestinationSecurityGroupId"]}
    if "Description" in properties:
        end["Description"] = properties["Description"]
    rule = {
        "IpProtocol": properties["IpProtocol"],
        "FromPort": int(properties["FromPort"]),
        "ToPort": int(properties["ToPort"]),
        "UserIdGroupPairs": [end],
    }
    return {"GroupId": properties["GroupId"], "IpPermissions": [rule]}
