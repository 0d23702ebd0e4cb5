"""Every column of the ledger of permission is guarded, the latest too, and each line is about somebody."""

from migrations import support

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    support.guard_columns("consent_events", but=("source", "statement", "evidence"))
    support.refuse_lines_about_nobody("consent_events", "subject_id", "address_key")


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
