"""What the screens about people show: composed of what the packages below know."""
