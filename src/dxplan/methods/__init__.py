"""How a target and its figures become a status."""
