"""The command that reads and checks the audits of this desk: of the call log and of the sealed addresses."""

from argparse import Namespace
from pathlib import Path

from console.audit import Audit, AuditLine, read_audit
from console.calls.files import CallFiles
from console.commands.answers import write_json, write_lines
from console.commands.call_book import opened_book, say
from console.settings import load_settings
from console.vault import VaultFiles
from resources.clean import safe


def verify(arguments: Namespace) -> int:
    """Check every line of every audit; with the passphrase of the call log down to its last line."""
    found = _audits(arguments)
    if arguments.json:
        write_json({name: {"lines": len(one.lines), "faults": list(one.faults)} for name, one in found.items()})
    else:
        write_lines(
            f"{name}: {len(one.lines):,} lines, {'; '.join(one.faults) or 'each as it was written'}"
            for name, one in found.items()
        )
    if not found:
        say("No audit is kept at this desk yet.")
    return 1 if not found or any(one.faults for one in found.values()) else 0


def show(arguments: Namespace) -> int:
    """List who did what; ids only, never content."""
    found = _audits(arguments)
    if arguments.json:
        shape = {
            name: [{part: getattr(line, part) for part in line.__slots__} for line in one.lines]
            for name, one in found.items()
        }
        write_json(shape)
    else:
        write_lines(f"{name} {_line(line)}" for name, one in found.items() for line in one.lines[-arguments.last :])
    for name, one in found.items():
        for fault in one.faults:
            say(f"{name}: {fault}")
    return 1 if any(one.faults for one in found.values()) else 0


def _line(line: AuditLine) -> str:
    return f"{line.seq:>5}  {line.time}  {safe(line.who)}: {line.action} {safe(line.object)}  {safe(line.reason)}"


def _audits(arguments: Namespace) -> dict[str, Audit]:
    home = load_settings().home
    found: dict[str, Audit] = {}
    if CallFiles(home).audit.exists():
        found["calls"] = _of_calls(arguments, CallFiles(home).audit)
    if VaultFiles(home).audit.exists():
        found["sealed"] = read_audit(VaultFiles(home).audit)
    return found


def _of_calls(arguments: Namespace, path: Path) -> Audit:
    if arguments.without_passphrase:
        say("Without the passphrase a cut at the end of the call log's audit is not seen.")
        return read_audit(path)
    with opened_book(arguments) as book:
        return book.audit()
