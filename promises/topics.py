"""Everything the handbook speaks about."""

from promises.alerting import Alerting
from promises.change import Change
from promises.contacts import Contacts
from promises.documentation import Documentation
from promises.frozen import Frozen
from promises.maintenance import Maintenance
from promises.metrics import Metrics
from promises.on_call import OnCall
from promises.onboarding import Onboarding
from promises.recovery import Recovery
from promises.severities import Severities
from promises.slos import ErrorBudget, Slos
from promises.thresholds import Thresholds


class Topics(Frozen):
    """Every promise, by topic."""

    contacts: Contacts
    slos: Slos
    error_budget: ErrorBudget
    alerting: Alerting
    on_call: OnCall
    severities: Severities
    metrics: Metrics
    thresholds: Thresholds
    maintenance: Maintenance
    recovery: Recovery
    change: Change
    onboarding: Onboarding
    documentation: Documentation
