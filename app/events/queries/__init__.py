"""Reading events, who is registered for them, and what that comes to."""
