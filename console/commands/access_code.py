"""The command for a sealed access code, such as the interpreter vendor's: kept once, shown once, each look audited."""

import sys
from argparse import Namespace

from console import vault
from console.commands.answers import UsageError, write_lines
from console.commands.sealed import audited, refuse_file, show_once
from console.keys.asking import Asker
from console.settings import load_settings
from resources.clean import safe

WHAT = "an access code"
LONGEST = 60


def access_code(arguments: Namespace) -> int:
    """Keep the code of a service, or show it once after the audit line is on disk."""
    role = audited(arguments.role, "--role ROLE", 40, WHAT)
    reason = audited(arguments.reason, "--reason TEXT", 200, WHAT)
    if not arguments.set:
        refuse_file()
    home = load_settings().home
    vault.require_vault(home)
    asker = Asker(arguments.passphrase_fd)
    with vault.vault_opened(home, asker.passphrase()) as opened:
        if arguments.set:
            opened.keep_code(arguments.service, _usable(asker.passphrase("Access code: ")), role, reason)
            write_lines([f"The access code of {arguments.service} is sealed."])
            return 0
        code = opened.reveal_code(arguments.service, role, reason)
    if not code:
        print(f"No access code of {arguments.service} is kept. --set keeps one.", file=sys.stderr)
        return 1
    show_once([code])
    return 0


def _usable(typed: str) -> str:
    code = safe(typed).strip()
    if not code or len(code) > LONGEST:
        raise UsageError(f"An access code has 1 to {LONGEST} signs. Type it again.")
    return code
