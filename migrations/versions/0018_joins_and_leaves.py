"""Joins and leaves of a topic are counted over time: found by topic, not by reading the whole ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    about_a_topic = sa.text("topic_id IS NOT NULL")
    op.create_index(
        "ix_consent_events_topic",
        "consent_events",
        ["workspace_id", "topic_id", "at"],
        sqlite_where=about_a_topic,
        postgresql_where=about_a_topic,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
