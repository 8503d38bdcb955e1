"""Which stack a service belongs to: decided by its name alone, so that no other moves it."""

from hashlib import sha256

RESOURCES = 500
"""The most one stack may have
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html)."""


def stack_of(service: str, stacks: int) -> int:
    """The number of its stack, 1 to `stacks`, by rendezvous hashing.

    One stack more takes over a few services and leaves all others where they are.
    """
    return max(range(1, stacks + 1), key=lambda number: _weight(service, number))


def refuse_overfull(stack: str, resources: int, stacks: int) -> None:
    """Stop before CloudFormation would; raises ValueError, saying how many stacks would do."""
    if resources > RESOURCES:
        enough = stacks + -(-resources // RESOURCES)
        raise ValueError(
            f"monitoring.stacks: wanted at most {RESOURCES} resources in {stack}, "
            f"got: {resources} with {stacks} stacks; try {enough}"
        )


def _weight(service: str, number: int) -> bytes:
    return sha256(f"{service}/{number}".encode()).digest()
