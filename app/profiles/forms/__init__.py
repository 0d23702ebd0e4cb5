"""What may be typed about a person or an organization."""
