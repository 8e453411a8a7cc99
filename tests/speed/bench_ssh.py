"""One key over a real SSH session on a satellite line (600 ms, 64 kbit/s): painted when, and at how many bytes.

Baseline in the same run: stock_screen.py, the same desk on a screen written as the framework's tutorial does it.
Needs root, OpenSSH and ../shared/tools; without them it says so and measures nothing. About a minute a row.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from full_desk import CLOCK, ROOT, TOOLS, full_desk, screen_command, stock_command

BARS = "bars: key p50 <= 700 ms, burst <= 750 ms, with -C <= 350 B down a key, 3 % loss: missed 0"
ROWS = (
    ("plain", (), False),
    ("compressed", ("--compress",), False),
    ("compressed, kept connection", ("--compress", "--kept"), False),
    ("compressed, 3 % loss", ("--compress", "--loss", "3", "--seed", "7"), False),
    ("baseline: stock screen, compressed", ("--compress",), True),
)


def measured(options: tuple[str, ...], command: list[str], environment: dict[str, str]) -> dict[str, object] | None:
    """The figures of one run of sshbench.py; None, with the reason printed, where it could not measure."""
    sets = [part for name, value in environment.items() if name != "TERM" for part in ("--env", f"{name}={value}")]
    tool = [sys.executable, str(TOOLS / "sshbench.py"), *sets, "--ignore", CLOCK, "--idle", "5", *options, "--json"]
    # The login shell at the far end may read the user's own start file, which can take longer than the session.
    quiet = 'test -f ~/.bashrc && mount --bind /dev/null ~/.bashrc; exec "$@"'
    tool = ["unshare", "--mount", "sh", "-c", quiet, "sh", *tool]
    done = subprocess.run([*tool, "--", *command], cwd=ROOT, capture_output=True, text=True)
    try:
        figures: dict[str, object] = json.loads(done.stdout)
    except json.JSONDecodeError:
        print(f"not measured: {(done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]}")
        return None
    return figures


def row(name: str, figures: dict[str, object]) -> None:
    """One line of the table."""
    painted, tty = figures["key_paint_ms"], figures["key_tty_bytes"]
    key = f"{painted['p50']:6.0f} {painted['max']:6.0f}" if isinstance(painted, dict) else "     -      -"
    size = f"{tty['mean']:6.0f}" if isinstance(tty, dict) else "     -"
    burst = figures["burst_paint_ms"]
    print(
        f"{name:<36} {figures['connect_s']!s:>9} {key} {burst if burst is not None else '-':>8} {size}"
        f" {figures['wire_up_per_key']:>8} {figures['wire_down_per_key']:>8} {figures['idle_wire_bytes']:>6}"
        f" {figures['lost']:>5} {figures['missed']:>6}",
        flush=True,
    )


def main() -> None:
    """Build a desk, and measure each row once."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="rows whose name holds this")
    options.add_argument("--keep", type=Path, help="data folder to build in, and to reuse")
    chosen = options.parse_args()
    if not (TOOLS / "sshbench.py").is_file() or os.geteuid() != 0:
        print("not measured: needs ../shared/tools/sshbench.py and root, for the slow link")
        return
    Path("/run/sshd").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = full_desk(chosen.keep or Path(folder) / "home")
        print(f"load {os.getloadavg()[0]:.1f}; {BARS}")
        print(f"{'':<36} connect s  key p50/max ms  burst ms  tty B   wire up and down    idle  lost missed")
        for name, extra, stock in ROWS:
            if chosen.only in name:
                figures = measured(extra, stock_command() if stock else screen_command(), environment)
                if figures:
                    row(name, figures)


if __name__ == "__main__":
    main()
