"""Matchers beside each other: how many they find, how often they err, and what it takes."""
