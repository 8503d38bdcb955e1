"""The state as JSON, for programs that watch the stand-in: GET /_state."""

from local.pagerduty.events import Dropped
from local.pagerduty.incidents import Incident, State
from local.pagerduty.switch import Switch
from local.watcher import Watcher


def as_json(state: State, watcher: Watcher, switch: Switch) -> dict[str, object]:
    """Everything remembered, oldest first. It holds no key."""
    setting = switch.setting
    return {
        "incidents": [_incident(incident) for incident in state.incidents],
        "dropped": [_dropped(dropped) for dropped in state.dropped],
        "confirmed": [
            {"at": confirmed.at.isoformat(), "topic": confirmed.topic, "by": confirmed.by}
            for confirmed in state.confirmed
        ],
        "heartbeats": [
            {"name": beat.name, "last_beat": beat.at.isoformat(), "beats": beat.count}
            for beat in watcher.heartbeats
        ],
        "switch": {"mode": setting.mode, "for_requests": setting.for_requests},
    }


def _incident(incident: Incident) -> dict[str, object]:
    service = incident.service
    return {
        "id": incident.id,
        "number": incident.number,
        "status": incident.status,
        "title": incident.title,
        "description": incident.description,
        "links": [{"href": link.href, "text": link.text} for link in incident.links],
        "severity": incident.severity,
        "urgency": incident.urgency,
        "dedup_key": incident.dedup_key,
        "service": {"id": service.id, "name": service.name, "level": service.level},
        "way": incident.integration.way,
        "steps": [{"at": step.at.isoformat(), "status": step.status} for step in incident.steps],
    }


def _dropped(dropped: Dropped) -> dict[str, object]:
    return {
        "at": dropped.at.isoformat(),
        "way": dropped.way,
        "because": dropped.because.says,
        "basis": dropped.because.basis,
        "what": dropped.what,
    }
