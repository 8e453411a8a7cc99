"""From what the caller said to a place on the map."""
