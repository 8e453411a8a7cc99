"""Deletion that is real: what was overwritten in the pages must leave the journal and the free pages too."""

from console.calls.log import CallLog
from resources.cipher import cipher_faults


def emptied_journal(log: CallLog) -> bool:
    """Write the journal into the file and cut it to nothing; False while another session still reads from it."""
    with cipher_faults(log.path.name):
        busy = log.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def rewrite(log: CallLog) -> bool:
    """Write the whole file anew, so that no page keeps what a moved row left behind; False as above.

    Raises:
        StoreError: another session is writing at this moment, or the disk is full; nothing is lost.
    """
    with cipher_faults(log.path.name):
        log.connection.execute("VACUUM")
    return emptied_journal(log)
