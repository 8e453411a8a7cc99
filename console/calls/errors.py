"""Errors of the call log, each with what to do next and an exit code."""

from console.errors import ConsoleError


class CallsError(ConsoleError):
    """The call log cannot do what was asked."""

    exit_code = 12


class LockedError(CallsError):
    """The call log is not open: nobody has unlocked it, or it is locked again."""

    exit_code = 13


class ConsentError(CallsError):
    """Something would leave without a live, written, time-limited consent."""

    exit_code = 14


class HubError(CallsError):
    """The hub cannot be reached, or refuses."""

    exit_code = 15
