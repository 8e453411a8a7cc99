"""Long lists for somebody who must read every line: a page at a time on a terminal, all at once elsewhere."""

import shutil
import sys
from collections.abc import Sequence

from console.commands.answers import write_lines
from console.commands.sheets import somebody_watches


def read_through(lines: Sequence[str], *, whole: bool = False) -> bool:
    """Show the lines, all at once where `whole`; False where whoever reads them stopped before the end."""
    page = max(5, shutil.get_terminal_size().lines - 2) if somebody_watches() and not whole else len(lines)
    for at in range(0, len(lines), page or 1):
        write_lines(lines[at : at + page])
        left = len(lines) - at - page
        if left > 0:
            said = input(f"-- {left:,} more lines: Enter goes on, q stops -- ")
            sys.stdout.write("\x1b[1A\x1b[2K")
            if said.strip().lower().startswith("q"):
                return False
    return True
