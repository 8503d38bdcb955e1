"""Properties are tested on the same examples in every run: a red build is never bad luck."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
