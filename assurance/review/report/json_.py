"""The review for programs. Its shape is part of the command-line contract."""

from __future__ import annotations

import json

from assurance.review.allowed import Judged
from assurance.review.resources.change import Change
from assurance.review.reviewing import EnvironmentReview, Review
from assurance.review.sentence import Sentence


def render(review: Review) -> str:
    """The review as JSON, in the order of the environments."""
    document = {
        "environments": [_environment(one) for one in review.environments],
        "held": [_judged(one) for one in review.held],
        "allowed": [_judged(one) for one in review.let_through],
        "stale": list(review.stale),
    }
    return json.dumps(document, indent=2) + "\n"


def _environment(environment: EnvironmentReview) -> dict[str, object]:
    return {
        "name": environment.name,
        "sentences": [_sentence(one) for one in environment.sentences],
        "resources": [_change(one) for one in environment.changes],
    }


def _sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "topic": sentence.topic,
        "text": sentence.text,
        "details": sentence.details,
        "gate": sentence.gate,
        "subject": sentence.subject,
    }


def _judged(one: Judged) -> dict[str, object]:
    line = one.line
    return {
        "environment": one.environment,
        "gate": one.sentence.gate,
        "subject": one.sentence.subject,
        "text": one.sentence.text,
        "because": line.because if line else None,
        "until": line.until.isoformat() if line else None,
    }


def _change(change: Change) -> dict[str, object]:
    both = change.before is not None and change.after is not None
    return {
        "stack": change.stack,
        "region": change.region,
        "logical_id": change.logical_id,
        "type": change.type,
        "path": change.path,
        "impact": change.impact,
        "only_assets": change.only_assets,
        "only_words": change.only_words,
        "properties": [
            {"path": path, "before": before, "after": after}
            for path, before, after in (change.leaves() if both else ())
        ],
    }
