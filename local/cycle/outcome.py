"""What must happen, and what is said when it does not."""


class CycleError(Exception):
    """Something did not happen as it must; one line."""


def must(holds: bool, wanted: str, got: object) -> None:
    """Raise CycleError unless it holds."""
    if not holds:
        raise CycleError(f"wanted {wanted}, got {got}")
