"""What each command does; console.cli reads its arguments and owns the exit codes."""
