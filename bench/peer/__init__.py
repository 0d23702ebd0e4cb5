"""Django's admin over the same table of the same database: what a page is compared with."""
