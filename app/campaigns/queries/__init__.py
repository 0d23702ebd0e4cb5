"""Reading campaigns: the list with its figures, who is behind a figure, and when they opened."""
