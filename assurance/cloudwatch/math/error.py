"""What metric math says when it cannot go on."""


class MathError(ValueError):
    """An expression, or what it was given, that CloudWatch would refuse or nobody can compute here.

    One line: the place, what was wanted there, what was got.
    """

    def __init__(self, place: str, wanted: str, got: str) -> None:
        super().__init__(f"{place}: wanted {wanted}, got {got}")


def column(at: int) -> str:
    """A place in the text of an expression, counted from 1, over line ends."""
    return f"column {at}"
