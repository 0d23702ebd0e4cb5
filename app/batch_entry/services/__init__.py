"""Changing entered batches and their templates."""
