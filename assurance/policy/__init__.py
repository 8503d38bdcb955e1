"""Resource and identity policies: who may do what, as far as the text decides it."""

from assurance.policy.admission import Admission, Answer, admit, admit_role
from assurance.policy.request import Request, Role, Service

__all__ = ["Admission", "Answer", "Request", "Role", "Service", "admit", "admit_role"]
