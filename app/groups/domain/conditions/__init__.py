"""The families of conditions: each module holds all that a family knows of itself."""
