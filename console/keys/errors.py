"""What can be wrong with a key or a passphrase."""

from console.errors import ConsoleError


class KeyFaultError(ConsoleError):
    """A passphrase is wrong, or a key file is missing, damaged, or not ours."""
