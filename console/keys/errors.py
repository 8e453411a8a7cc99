"""What can be wrong with a key or a passphrase."""

from console.errors import ConsoleError


class KeyFault(ConsoleError):
    """A passphrase is wrong, or a key file is missing, damaged, or not ours."""
