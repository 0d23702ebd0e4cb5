"""Reading facts: figures about one person, and her facts a page at a time."""
