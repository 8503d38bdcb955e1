"""When the documentation is reviewed and how it is changed."""

from promises.fields import Often, Within
from promises.frozen import Frozen


class Review(Frozen):
    """The occasions of a review."""

    after_incident: Within
    after_change: str
    cadence: Often
    after_slo_update: str


class Update(Frozen):
    """The five steps of a change to the documentation, in order."""

    branch: str
    change: str
    propose: str
    approve: str
    merge: str


class Documentation(Frozen):
    """The care of the documentation."""

    review: Review
    update: Update
