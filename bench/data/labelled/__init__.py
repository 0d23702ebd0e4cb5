"""Labelled sets for the matcher: people and organizations that nobody is, and who each row truly is."""
