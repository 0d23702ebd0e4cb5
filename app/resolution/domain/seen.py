"""What a person saw before confirming, as a short word that travels with the form."""

import json
from hashlib import sha256
from typing import Any

from app.resolution.domain.question import Question


def seen(question: Question, *more: Any) -> str:
    """A stamp of everything but the answers that the result shown depends on: equal stamps, equal results.

    It changes with the record (whose version rises with every change), with what comes in, the update rules
    and the column policies, the band and the day. `more` are further JSON values of the owner's that it is
    to change with.
    """
    existing = question.existing
    told = [
        (existing.id, existing.version),
        question.incoming.to_json(),
        question.rules.to_json(),
        (question.band.value, question.entry.value, question.today.isoformat()),
        sorted((field, policy.value) for field, policy in question.policies.items()),
        question.plan({}).to_json(),
        more,
    ]
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]
