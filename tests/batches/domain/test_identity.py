"""Who a row says it is does not depend on spelling."""

from dataclasses import replace

from app.batches.domain.identity import identity
from app.constituents.domain.emails import Email
from app.constituents.domain.names import Name
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Incoming, Kind


def test_spelling_does_not_change_the_identity_but_name_and_address_do() -> None:
    ann = Incoming(
        Kind.INDIVIDUAL,
        Name(first="Ann", last="Lopez"),
        (Email("ann@example.org", PointType.HOME, primary=True), Email("x@example.org", PointType.WORK)),
    )

    assert identity(replace(ann, name=Name(first="ANN", last="López"))) == identity(ann)
    assert identity(replace(ann, emails=ann.emails[:1])) == identity(ann)
    assert identity(replace(ann, name=Name(first="Jo", last="Lopez"))) != identity(ann)
    assert identity(replace(ann, emails=())) != identity(ann)
    assert len(identity(ann)) == 64
