"""What the people of a crowd chose: lines of the ledger, and what is in force by them.

A made person has one choice of each kind at most, so that nothing closes anything.
"""

from dataclasses import dataclass

from app.consent.domain.facts import EventKind, Party, SuppressionReason

DRAW = "((n.i * 2654435761 + 40503) % 4294967291)"
"""A number that looks drawn, for the number of a row."""

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :{many})"


@dataclass(frozen=True, slots=True)
class _Choice:
    """Who of a thousand made it, and what the line says of the address, the topic and the reason."""

    kind: EventKind
    party: Party
    of_a_thousand: int
    at_address: bool = False
    about_topic: bool = False
    reason: str = "NULL"
    gate: str = ""


_BOUNCE = f"'{SuppressionReason.HARD_BOUNCE.value}'"
_COMPLAINT = f"'{SuppressionReason.COMPLAINT.value}'"

_CHOICES = (
    _Choice(EventKind.CONSENT_GIVEN, Party.SUPPORTER, 550),
    _Choice(EventKind.TOPIC_JOINED, Party.SUPPORTER, 240, about_topic=True),
    _Choice(EventKind.UNSUBSCRIBED, Party.SUPPORTER, 50, at_address=True, gate="not_unsubscribed"),
    _Choice(EventKind.BOUNCED, Party.PROVIDER, 25, at_address=True, reason=_BOUNCE, gate="not_suppressed"),
    _Choice(
        EventKind.COMPLAINED, Party.PROVIDER, 2, at_address=True, reason=_COMPLAINT, gate="not_suppressed"
    ),
    _Choice(EventKind.DO_NOT_CONTACT_SET, Party.STAFF, 6, gate="not_do_not_contact"),
    _Choice(EventKind.TOPIC_LEFT, Party.SUPPORTER, 15, about_topic=True, gate="topic"),
)


def _line(place: int, choice: _Choice) -> str:
    drawn = f"{DRAW} / {place * 2 + 3}"
    key = "h.address_key" if choice.at_address else "NULL"
    topic = f"(:topic + {drawn} / 1000 % :topics)" if choice.about_topic else "NULL"
    basis = "'express'" if choice.kind is EventKind.CONSENT_GIVEN else "NULL"
    days, minutes = f"(1 + {drawn} / 1000 % 2000)", f"({drawn} % 1440)"
    at = f"datetime(:today, '-' || {days} || ' days', '+' || {minutes} || ' minutes')"
    return f"""{NUMBERS.format(many="people")}
INSERT INTO consent_events (workspace_id, id, sequence, kind, at, recorded_at, party, source, subject_id,
  address_key, topic_id, reason, basis, statement, evidence, closes, actor)
SELECT :here, :own + {40 + place}0000000000 + n.i, 1 + {place} * :people + n.i, '{choice.kind.value}', {at},
  {at}, '{choice.party.value}', 'sign-up form', :person + n.i, {key}, {topic}, {choice.reason}, {basis},
  '', '', '[]', 'Bench'
FROM n {_AT_ADDRESS if choice.at_address else ""} WHERE {drawn} % 1000 < {choice.of_a_thousand}"""


_AT_ADDRESS = """JOIN email_addresses e
    ON e.workspace_id = :here AND e.constituent_id = :person + n.i AND e.is_primary
  JOIN address_hashes h ON h.workspace_id = e.workspace_id AND h.email_id = e.id"""

_GATES = " ".join(f"WHEN '{each.kind.value}' THEN '{each.gate}'" for each in _CHOICES if each.gate)

_RESTRICTIONS = f"""INSERT INTO restrictions (workspace_id, event_id, kind, gate, since, party, source,
  subject_id, address_key, reason, topic_id)
SELECT workspace_id, id, kind, CASE kind {_GATES} END, at, party, source, subject_id, address_key, reason,
  topic_id
FROM consent_events WHERE kind NOT IN ('consent_given', 'topic_joined')"""

_CONSENTS = """INSERT INTO consents (workspace_id, event_id, since, basis, party, source, subject_id,
  topic_id)
SELECT workspace_id, id, at, basis, party, source, subject_id, topic_id
FROM consent_events WHERE kind = 'consent_given'"""

_JOINED = """INSERT INTO topics_joined (workspace_id, event_id, since, party, source, subject_id, topic_id)
SELECT workspace_id, id, at, party, source, subject_id, topic_id
FROM consent_events WHERE kind = 'topic_joined'"""

STATEMENTS = {
    **{f"lines: {choice.kind.value}": _line(place, choice) for place, choice in enumerate(_CHOICES)},
    "restrictions in force": _RESTRICTIONS,
    "consents in force": _CONSENTS,
    "topics joined": _JOINED,
}

KINDS = len(_CHOICES)
"""So many times the number of people is the highest number of a line."""
