"""Giving, events and engagement of a workspace in numbers, with the people behind each of them."""
