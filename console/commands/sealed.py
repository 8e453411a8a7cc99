"""The commands for sealed addresses: set up, open one, change the passphrase, recover, and read the audit."""

import os
import stat
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence

from console import vault
from console.audit import Audit
from console.commands.answers import UsageError, write_json, write_lines
from console.keys.asking import Asker
from console.keys.errors import KeyFaultError
from console.keys.recovery import new_recovery_key, sheet_rows
from console.settings import Settings, load_settings
from resources.clean import safe
from resources.sealed import ExactAddress
from resources.store import open_directory

_OTHER_SCREEN, _BACK = "\x1b[?1049h\x1b[H", "\x1b[?1049l"


def setup(arguments: Namespace) -> int:
    """Make the key and the empty store; print the recovery sheet once."""
    home = load_settings().home
    vault.refuse_second(home)
    private, public = (None, _digits(arguments.recovery_public)) if arguments.recovery_public else new_recovery_key()
    print("This passphrase opens the exact addresses of confidential places.", file=sys.stderr)
    chosen = Asker(arguments.passphrase_fd).new_passphrase()
    held = vault.set_up(home, chosen, public)
    if private is not None:
        write_lines(_sheet(private, public))
    cost = held.passphrase.cost
    print(
        f"Sealed addresses are set up: argon2id with {cost.memory_kib // 1024} MiB, {cost.passes} passes. Keep "
        "sealed.db and sealed.key together in the back-up. `northline import FILE --sealed` fills it.",
        file=sys.stderr,
    )
    return 0


def open_one(arguments: Namespace) -> int:
    """Show one exact address, once, after the audit line is on disk."""
    role, reason = (
        audited(arguments.role, "--role ROLE", 40),
        audited(arguments.reason, "--reason TEXT", 200),
    )
    if not arguments.id.isdigit():
        raise UsageError(
            "Give the listing's id, a number: `northline find` and `northline search` show it with --json."
        )
    refuse_file()
    home = load_settings().home
    vault.require_vault(home)
    with vault.vault_opened(home, Asker(arguments.passphrase_fd).passphrase()) as opened:
        found = opened.reveal(int(arguments.id), role, reason)
        _warn(opened.audit())
    if found is None:
        print(
            f"No exact address of listing {arguments.id} is kept. It was imported without --sealed, or has none.",
            file=sys.stderr,
        )
        return 1
    show_once(_lines(found))
    return 0


def forget(arguments: Namespace) -> int:
    """Forget exact addresses: of the listings named, or of all that the directory no longer holds as sealed."""
    if bool(arguments.ids) == arguments.unheld or not all(each.isdigit() for each in arguments.ids):
        raise UsageError("Name the listings by their numbers, or say --unheld for all that are no longer held.")
    role, reason = (
        audited(arguments.role, "--role ROLE", 40),
        audited(arguments.reason, "--reason TEXT", 200),
    )
    settings = load_settings()
    vault.require_vault(settings.home)
    with vault.vault_opened(settings.home, Asker(arguments.passphrase_fd).passphrase()) as opened:
        listings = [int(each) for each in arguments.ids] or _unheld(settings, opened.held())
        gone = opened.forget(listings, role, reason) if listings else 0
    write_lines([f"{gone:,} exact addresses are forgotten. A back-up from before still holds them."])
    return 0 if gone else 1


def _unheld(settings: Settings, kept: Sequence[int]) -> list[int]:
    """Those of which no sealed listing is held any more: taken back, opened, or gone with their source."""
    if not settings.local_db.exists():
        raise UsageError("This desk holds no listings of its own, so nothing tells which are gone. Name them instead.")
    directory = open_directory(None, settings.local_db)
    try:
        held = {one: directory.whole(one) for one in kept}
    finally:
        directory.close()
    return [one for one, listing in held.items() if listing is None or not listing.sealed]


def passphrase(arguments: Namespace) -> int:
    """Change the passphrase: the key is wrapped anew, and nothing else is touched."""
    home = load_settings().home
    vault.require_vault(home)
    asker = Asker(arguments.passphrase_fd)
    old = asker.passphrase("Passphrase that holds now: ")
    vault.change_passphrase(home, old, asker.new_passphrase())
    write_lines(["The passphrase is changed. The old one opens nothing any more; the recovery sheet stays valid."])
    return 0


def recover(arguments: Namespace) -> int:
    """Set a new passphrase with the recovery sheet."""
    home = load_settings().home
    vault.require_vault(home)
    asker = Asker(arguments.passphrase_fd)
    private = asker.recovery_key()
    vault.check_recovery(home, private)
    vault.recover(home, private, asker.new_passphrase())
    write_lines(["A new passphrase is set. Put the recovery sheet back where it is locked away."])
    return 0


def audit(arguments: Namespace) -> int:
    """List the audit and check it; with the passphrase down to its last line."""
    home = load_settings().home
    if arguments.without_passphrase:
        found = vault.read_lines(home)
        print("Without the passphrase a cut at the end is not seen.", file=sys.stderr)
    else:
        vault.require_vault(home)
        with vault.vault_opened(home, Asker(arguments.passphrase_fd).passphrase()) as opened:
            found = opened.audit()
    if arguments.json:
        lines = [{name: getattr(line, name) for name in line.__slots__} for line in found.lines]
        write_json({"lines": lines, "faults": list(found.faults)})
    else:
        write_lines(
            f"{line.seq:>5}  {line.time}  {safe(line.who)}: {line.action} {safe(line.object)}  {safe(line.reason)}"
            for line in found.lines
        )
    _warn(found)
    if not found.faults:
        print(f"{len(found.lines):,} lines, each as it was written.", file=sys.stderr)
    return 1 if found.faults else 0


def _warn(found: Audit) -> None:
    for fault in found.faults:
        print(f"THE AUDIT WAS TAMPERED WITH, OR DAMAGED: {fault}. Tell whoever answers for it.", file=sys.stderr)
    if looks := vault.looks_often(found):
        print(f"{looks} addresses were opened within an hour. If that is not you, say so now.", file=sys.stderr)


def audited(text: str, option: str, longest: int, what: str = "an exact address") -> str:
    """What the audit keeps of who asked and why. Raises UsageError where it says nothing."""
    said = safe(text or "").strip()[:longest]
    if not any(sign.isalpha() for sign in said):
        raise UsageError(f"Say {option}: {what} opens only with both, and both are kept in the audit.")
    return said


def _digits(text: str) -> bytes:
    try:
        public = bytes.fromhex(text)
    except ValueError:
        public = b""
    if len(public) != 32:
        raise KeyFaultError("A recovery public key has 64 digits from 0-9 and a-f. Copy it again from its sheet.")
    return public


def _sheet(private: bytes, public: bytes) -> Iterator[str]:
    yield "RECOVERY SHEET for the sealed addresses of this desk"
    yield "Write these four rows down on paper, lock them away, and clear this screen. They are shown this once."
    yield "Whoever holds them can open every exact address, with the files of this desk in hand."
    yield ""
    yield from (f"  {number}.  {row}" for number, row in enumerate(sheet_rows(private), 1))
    yield ""
    yield f"  public key  {public.hex()}"
    yield "Where the passphrase is lost: northline seal recover"


def refuse_file() -> None:
    """Raise UsageError where what is shown would end in a file."""
    if _is_file(1):
        raise UsageError("What is sealed is never written into a file. Run this on a terminal.")


def _is_file(descriptor: int) -> bool:
    try:
        return stat.S_ISREG(os.fstat(descriptor).st_mode)
    except OSError:
        return False


def _lines(found: ExactAddress) -> Iterator[str]:
    yield safe(found.street) or "(no street given)"
    yield " ".join(filter(None, (f"{safe(found.city)}," if found.city else "", safe(found.state), safe(found.zip))))
    if found.lat is not None and found.lon is not None:
        yield f"{found.lat:.5f} {found.lon:.5f}"


def show_once(lines: Iterable[str]) -> None:
    """On a terminal what is sealed stands on the other screen until a key, so that no scrollback keeps it."""
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        write_lines(lines)
        return
    try:
        sys.stdout.write(_OTHER_SCREEN)
        write_lines(["", *(f"  {line}" for line in lines), "", "  Enter takes it off the screen."])
        sys.stdout.flush()
        sys.stdin.readline()
    finally:
        sys.stdout.write("\x1b[2J" + _BACK)
        sys.stdout.flush()
