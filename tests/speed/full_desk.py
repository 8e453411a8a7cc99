"""A data folder as a desk really has it, and the command that opens its screen: what terminal benchmarks measure."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = ROOT.parent / "shared" / "tools"
CLOCK = r"[A-Z][a-z]{2} \d\d:\d\d there"
"""The one part of the screen that changes by itself from run to run."""

sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]


def full_desk(folder: Path) -> dict[str, str]:
    """Build a data folder with the real exports that are here, or take it as it stands; returns its environment."""
    from bench_answer import imported

    from console.prepare import prepare
    from console.settings import Settings

    places = ROOT / "build" / "places.db"
    fresh = not (folder / "local.db").is_file()
    prepare(Settings(home=folder, places=str(places)), lambda stage, done: None)
    if fresh:
        imported(folder, places)
    return {"NORTHLINE_HOME": str(folder), "NORTHLINE_PLACES": str(places), "LANG": "C.UTF-8", "TERM": "xterm-256color"}


def screen_command() -> list[str]:
    """How the session wrapper starts the screen."""
    return [
        sys.executable,
        "-I",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from console.__main__ import main; sys.exit(main())",
    ]


def stock_command() -> list[str]:
    """The same answers on a screen written as the framework's tutorial does it: the baseline."""
    return [sys.executable, str(Path(__file__).parent / "stock_screen.py")]
