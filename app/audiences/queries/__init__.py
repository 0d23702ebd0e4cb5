"""Reading audience checks: what was asked, who was found, and how they stand now."""
