"""A record by itself, told field by field."""

from app.constituents.domain.record import ExternalId, PartialDate
from app.resolution.domain.told import told
from tests.updates.domain.people import arriving, email, on_record, phone


def test_a_record_is_told_with_everything_it_has() -> None:
    record = arriving(
        emails=(email("ann", primary=True), email("a")),
        phones=(phone("12127365001"),),
        birth=PartialDate(1971),
        external_ids=(ExternalId("crm", "7"),),
    )

    assert told(record) == [
        ("Kind", ["Individual"]),
        ("First name", ["Ann"]),
        ("Last name", ["Miller"]),
        ("Birth date", ["1971"]),
        ("Email", ["ann@example.org · home · primary", "a@example.org · home"]),
        ("Phone", ["12127365001 · home"]),
        ("External ID", ["crm 7"]),
    ]


def test_what_is_blank_is_not_told() -> None:
    assert [label for label, _ in told(on_record())] == ["Kind", "First name", "Last name"]
