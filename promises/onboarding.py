"""What a new on-call engineer gets before being alone."""

from promises.frozen import Frozen


class Onboarding(Frozen):
    """Four weeks, one entry each; the access and the training everybody needs."""

    weeks: tuple[str, ...]
    access: tuple[str, ...]
    training: tuple[str, ...]
