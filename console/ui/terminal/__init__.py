"""What goes between Textual and the terminal: only changed cells, no threads, a clean end."""
