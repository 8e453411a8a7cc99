"""What can go wrong with guides."""


class ProtocolsError(Exception):
    """Base of every error this package raises; its message says what happened and what to do next."""


class LibraryError(ProtocolsError):
    """The compiled guides are missing, cut short, or of another version."""
