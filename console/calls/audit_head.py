"""The last line of a desk's audit, as its hub keeps it: number and hash, so that a cut end shows there."""

from console.audit import read_line
from console.calls.hub_put import Head
from console.calls.log import CallLog


def audit_head(log: CallLog) -> Head | None:
    """The last line that the encrypted log knows; nothing before the first."""
    line = read_line(log.head())
    return Head(line.seq, line.own) if line else None
