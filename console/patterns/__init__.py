"""Where activity concentrates beyond chance, and which numbers and places tie cases together."""
