"""ARNs that are spelled by a name, where the thing itself is made elsewhere or not yet there."""

from aws_cdk import ArnFormat, Stack


def colon_arn(
    stack: Stack, service: str, kind: str, name: str, *, region: str | None = None
) -> str:
    """`arn:aws:<service>:<region>:<account>:<kind>:<name>`, of this stack's Region or another."""
    return stack.format_arn(
        service=service,
        region=region,
        resource=kind,
        resource_name=name,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
