"""Random histories through the real services, and what must be so after every step of them."""
