"""What can go wrong with places and listings, said in words a specialist can act on."""


class ResourcesError(Exception):
    """Base of every error this package raises; its message says what happened and what to do next."""


class StoreError(ResourcesError):
    """A database file is missing, cut short, of another version, or not ours."""


class IntakeError(ResourcesError):
    """A file could not be taken in at all; what the directory held before still stands."""
