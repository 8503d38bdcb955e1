"""What alarm evaluation says when it cannot go on."""


class AlarmError(ValueError):
    """An alarm or a series that CloudWatch would refuse, or that nobody can evaluate here.

    One line: the place, what was wanted there, what was got.
    """

    def __init__(self, place: str, wanted: str, got: str) -> None:
        self.place, self.wanted, self.got = place, wanted, got
        super().__init__(f"{place}: wanted {wanted}, got {got}")
