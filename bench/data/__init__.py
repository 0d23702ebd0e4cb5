"""A large made-up workspace: the same people for the same seed, written in bulk, kept for the next run."""
