"""No line of the ledger of permission is replaced: SQLite's INSERT OR REPLACE deletes without asking."""

from migrations import support

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    support.refuse_replacing("consent_events", ("workspace_id", "id"), ("workspace_id", "sequence"))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
