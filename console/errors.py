"""Errors the console says to its user, each with the exit code it ends a command with."""


class ConsoleError(Exception):
    """Base of the console's errors; its message says what happened and what to do next."""

    exit_code = 3


class SettingsError(ConsoleError):
    """The settings file or an environment variable cannot be used."""

    exit_code = 4


class DataFolderError(ConsoleError):
    """The data folder cannot be read or written, or has no room left."""

    exit_code = 5
