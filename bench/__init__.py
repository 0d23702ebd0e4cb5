"""Measurements: everything that is compared is measured in one and the same run."""
