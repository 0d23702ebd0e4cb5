"""Imports of one file: ours, django-import-export's, and the raw floor, in the same run."""
