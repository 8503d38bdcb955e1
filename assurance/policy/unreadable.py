"""What a reader of policies says when it meets something it does not know."""


class UnreadableError(ValueError):
    """A policy, or a part of it, that cannot be read; never taken for a permission."""
