"""What may be typed about templates and batches."""
