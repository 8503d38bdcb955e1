"""How the real PagerDuty behaves, and how we know: each rule the stand-in follows, once."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """How much a rule can be trusted."""

    PUBLISHED = "published"
    """PagerDuty's own documentation says so."""
    OBSERVED = "observed"
    """Others saw the real service do it; PagerDuty does not document it."""
    ASSUMED = "assumed"
    """Nobody says; we chose the reading that hides the least."""
    OURS = "ours"
    """Belongs to the stand-in, not to PagerDuty."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One rule: what happens, how we know, and where it is written."""

    says: str
    basis: Basis
    source: str = ""


_GUIDE = "https://support.pagerduty.com/main/docs/aws-cloudwatch-integration-guide"
_SEEN = "http://cetinich.net/content/2022/cloudwatch-pagerduty-sns/"
_EVENTS = "https://developer.pagerduty.com/docs/events-api-v2-overview"
_ALERTS = "https://developer.pagerduty.com/docs/send-alert-event"
_EVENTS_SCHEMA = (
    "https://github.com/PagerDuty/api-schema/blob/main/reference/events-v2/openapiv3.json"
)
_REST = "https://developer.pagerduty.com/docs/rest-api-overview"
_API = "https://developer.pagerduty.com/api-reference"
_TERRAFORM = "https://registry.terraform.io/providers/PagerDuty/pagerduty/latest/docs"

# The CloudWatch integration, /integration/KEY/enqueue
ALARM_OPENS = Behaviour("ALARM opens an incident, OK resolves it", Basis.PUBLISHED, _GUIDE)
INSUFFICIENT_DATA_OPENS = Behaviour(
    "INSUFFICIENT_DATA opens an incident and never resolves one", Basis.PUBLISHED, _GUIDE
)
NO_ENVELOPE = Behaviour(
    "not an SNS envelope; raw message delivery has to be off", Basis.PUBLISHED, _GUIDE
)
CONFIRMS = Behaviour("confirms an SNS subscription by itself", Basis.OBSERVED, _SEEN)
SUBJECT_PREFIX = Behaviour(
    'the subject does not start with "ALARM: ", "OK: " or "INSUFFICIENT_DATA: "',
    Basis.OBSERVED,
    _SEEN,
)
MESSAGE_NOT_JSON = Behaviour("the Message is not a strict JSON object", Basis.OBSERVED, _SEEN)
STATES_DISAGREE = Behaviour(
    "the subject's state and the Message's NewStateValue disagree", Basis.OBSERVED, _SEEN
)
DROP_IS_SILENT = Behaviour("what does not fit is dropped and answered 202", Basis.ASSUMED)
UNKNOWN_INTEGRATION_KEY = Behaviour("no service has this integration key", Basis.ASSUMED)
ALARM_ARN_IS_KEY = Behaviour(
    "the dedup key is AlarmArn, else AlarmName, else the subject after the state", Basis.ASSUMED
)
ALARM_IS_CRITICAL = Behaviour(
    "ALARM opens at severity critical, INSUFFICIENT_DATA at warning; the title is the subject",
    Basis.ASSUMED,
)
SIGNATURE_UNCHECKED = Behaviour(
    "SNS signatures are not verified: the embedded AWS cannot sign", Basis.OURS
)
CONFIRMATION_REFUSED = Behaviour(
    "a SubscribeURL is only called on this machine or on a mapped host", Basis.OURS
)
CONFIRMATION_FAILED = Behaviour("the SubscribeURL did not answer 200", Basis.OURS)

# The Events API v2, /v2/enqueue
ACCEPTED = Behaviour(
    "202 for an accepted event, also for one that is then dropped", Basis.PUBLISHED, _EVENTS
)
MALFORMED = Behaviour("400 for malformed JSON", Basis.PUBLISHED, _EVENTS)
TOO_LARGE = Behaviour("an event is limited to 512 KB", Basis.PUBLISHED, _EVENTS)
THROTTLED = Behaviour(
    "429 when too many events come, 5xx when it fails; both to be retried",
    Basis.PUBLISHED,
    _EVENTS,
)
INVALID_EVENT = Behaviour(
    "routing_key, event_action, and for a trigger summary, source and severity are required; "
    "summary <= 1024, dedup_key <= 255",
    Basis.PUBLISHED,
    _ALERTS,
)
KEY_REQUIRED = Behaviour(
    "acknowledge and resolve need a dedup_key", Basis.PUBLISHED, _EVENTS_SCHEMA
)
NOTHING_OPEN = Behaviour("there is no open alert with this dedup key", Basis.PUBLISHED, _ALERTS)
OTHER_KEY = Behaviour(
    "the open alert with this dedup key was triggered through another routing key",
    Basis.PUBLISHED,
    _ALERTS,
)
LINKS = Behaviour(
    "links have an href each, and a text; they are shown on the incident",
    Basis.PUBLISHED,
    _EVENTS_SCHEMA,
)
BAD_LINKS_ARE_REFUSED = Behaviour(
    "400 for links without an href: which answer they get is not published", Basis.ASSUMED
)
LIMITS_ARE_REFUSED = Behaviour(
    "400 for what exceeds a limit: which answer a limit has is not published", Basis.ASSUMED
)
UNKNOWN_ROUTING_KEY = Behaviour('400 "Invalid routing key" for an unknown key', Basis.OBSERVED)
ERROR_SHAPE = Behaviour("400 carries status, message and a list of errors", Basis.OBSERVED)

# The REST API, /incidents
REST_TOKEN = Behaviour(
    '401 unless "Authorization: Token token=..." carries a valid token', Basis.PUBLISHED, _REST
)
REST_ERRORS = Behaviour("errors carry a message, a code and details", Basis.PUBLISHED, _REST)
REST_PAGES = Behaviour("25 results a page, at most 100, never past 10000", Basis.PUBLISHED, _REST)
REST_SINCE = Behaviour("30 days back unless since says more", Basis.OBSERVED)
REST_ORDER = Behaviour("oldest first; unknown service ids match nothing", Basis.ASSUMED)
REST_LOG = Behaviour(
    "an incident's log has an entry for each trigger, acknowledgement and resolution",
    Basis.PUBLISHED,
    _REST,
)
REST_WRITE = Behaviour("403 for a write with a read-only token", Basis.PUBLISHED, _REST)
REST_INVALID = Behaviour(
    '400 "Invalid Input Provided", code 2001, with a list of what is wrong', Basis.PUBLISHED, _REST
)

# Setting an account up: users, schedules, escalation policies, services, event orchestrations
ZONE_NAMES = Behaviour(
    'a schedule refuses the time zone "UTC" and takes "Etc/UTC"', Basis.PUBLISHED, _TERRAFORM
)
LAYERS_STAY = Behaviour("a layer is ended, never deleted", Basis.PUBLISHED, _TERRAFORM)
LAYERS_NEED_SOMEBODY = Behaviour("a layer has at least one user", Basis.ASSUMED)
LOOPS = Behaviour("an escalation policy repeats 0 to 9 times", Basis.PUBLISHED, _API)
DELAYS = Behaviour("an escalation rule waits at least a minute", Basis.PUBLISHED, _API)
SAME_TARGET_AGAIN = Behaviour("two rules of a policy may page the same schedule", Basis.ASSUMED)
ALERTS_FIRST = Behaviour(
    "an Events API v2 integration wants a service that creates alerts", Basis.PUBLISHED, _TERRAFORM
)
NAMES_ARE_TAKEN = Behaviour("a name is taken once in its collection", Basis.ASSUMED)
PUT_KEEPS = Behaviour("what a PUT leaves out stays as it was", Basis.ASSUMED)
LISTS_ARE_SHORT = Behaviour(
    "a list of schedules has no layers, one of services no integration keys without "
    "include[]=integrations",
    Basis.PUBLISHED,
    _API,
)
RULES_ARE_WHOLE = Behaviour(
    "event rules are replaced as a whole, and active is set apart", Basis.PUBLISHED, _API
)
RULES_ARE_NOT_RUN = Behaviour("event rules are kept and not applied to events", Basis.OURS)

BEHAVIOURS = tuple(value for value in globals().values() if isinstance(value, Behaviour))
"""Every rule, in the order of this file."""
