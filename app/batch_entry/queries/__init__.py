"""Reading entered batches and their templates."""
