"""What can be wrong with a pack, its publisher or the way to it; each message says who must act."""

from console.errors import ConsoleError


class PackRefusedError(ConsoleError):
    """What was offered is not what the publisher signed, or not for this desk. Nothing was changed."""

    exit_code = 9


class UnreachableError(ConsoleError):
    """The publisher's folder or address could not be read to the end. What was fetched is kept for the next try."""

    exit_code = 10


class PublishError(ConsoleError):
    """Something the publisher asked for cannot be done yet, or not by this person."""

    exit_code = 11
