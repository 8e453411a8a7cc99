"""What to do next: guides, alerts, and what was heard."""
