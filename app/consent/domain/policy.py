"""A workspace's rule for people who never chose: one of the workspace's settings."""

from app.accounts.domain.policy import Policy, proposed_for

__all__ = ["Policy", "proposed_for"]
