"""The way in: without a command the safety steps are on the screen before anything else is imported."""

import sys


def main() -> int:
    """Run Northline; returns its exit code."""
    if len(sys.argv) == 1:
        from console import boot

        # Why it cannot be shown, if it cannot, is said by the command itself.
        boot.open_screen()
    from console.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
