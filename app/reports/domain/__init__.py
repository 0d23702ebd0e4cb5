"""What the numbers of reports mean, without a database."""
