"""What exists already beside what the templates would make: whether it can be adopted."""

from delivery.adopting.comparing import Difference, Found, Outcome
from delivery.adopting.looking import BUCKET, INSTANCE, existing
from delivery.adopting.mapping import write_mappings

__all__ = ["BUCKET", "INSTANCE", "Difference", "Found", "Outcome", "existing", "write_mappings"]
