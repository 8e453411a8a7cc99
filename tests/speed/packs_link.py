"""A day's sync over a real slow link: two network namespaces with 64 kbit/s and 600 ms between them, where root."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Row = tuple[str, str, str]
ROOT = Path(__file__).parents[2]
LINKEMU = ROOT.parent / "shared" / "tools" / "linkemu.py"
SERVER = "10.99.0.2"
PREFIX = f"pk{os.getpid() % 100_000}"
SERVE = (
    "import sys, time; from pathlib import Path; from ranged_server import RangedServer;"
    f"RangedServer(Path(sys.argv[1]), host='{SERVER}', port=8080); time.sleep(600)"
)
SYNC = "import sys; from console.cli import main; sys.exit(main(['sync', *sys.argv[1:]]))"


def over_a_link(home: Path, folder: Path, aside: Path) -> list[Row]:
    """The day and then nothing new, by the command itself, with every byte on the wire counted."""
    bars = {"one day": "<= 60 kB, <= 25 s", "nothing new": "<= 3 s (1 kB is content)"}
    if why := _obstacle():
        return [(f"  over linkemu: {what}", f"not measured here: {why}", bar) for what, bar in bars.items()]
    counters, made = aside / "link.json", []
    options = ["--delay", "300", "--rate", "64000", "--prefix", PREFIX, "--stat", str(counters)]
    link = subprocess.Popen([sys.executable, str(LINKEMU), *options], stdout=subprocess.PIPE, text=True)
    assert link.stdout is not None
    link.stdout.readline()
    serving = subprocess.Popen(_in("s", "-c", SERVE, str(folder)), env=_env(home))
    try:
        _until(lambda: _answers(home))
        for what, bar in bars.items():
            before, began = _wire(counters), time.perf_counter()
            subprocess.run(
                _in("c", "-c", SYNC, f"http://{SERVER}:8080"), env=_env(home), check=True, capture_output=True
            )
            seconds = time.perf_counter() - began
            time.sleep(0.5)
            wire = _wire(counters) - before
            value = f"{seconds:.1f} s, {wire:,} B on the wire, both ways with TCP/IP"
            made.append((f"  over linkemu: {what}", value, bar))
    finally:
        for child in (serving, link):
            child.terminate()
            child.wait()
    return made


def _obstacle() -> str:
    if os.geteuid():
        return "needs root"
    if not LINKEMU.is_file():
        return "needs ../shared/tools/linkemu.py"
    if shutil.which("ip") is None or not Path("/dev/net/tun").exists():
        return "needs the ip command and /dev/net/tun"
    return ""


def _in(side: str, *words: str) -> list[str]:
    return ["ip", "netns", "exec", f"{PREFIX}_{side}", sys.executable, *words]


def _env(home: Path) -> dict[str, str]:
    where = os.pathsep.join(map(str, (ROOT, ROOT / "tests" / "packs")))
    return {**os.environ, "NORTHLINE_HOME": str(home), "PYTHONPATH": where}


def _answers(home: Path) -> bool:
    probe = f"import socket; socket.create_connection(('{SERVER}', 8080), 5)"
    return not subprocess.run(_in("s", "-c", probe), env=_env(home), capture_output=True).returncode


def _until(done: Callable[[], bool]) -> None:
    for _ in range(50):
        if done():
            return
        time.sleep(0.2)
    raise TimeoutError("the server in its namespace does not answer")


def _wire(counters: Path) -> int:
    time.sleep(0.3)
    said = json.loads(counters.read_text())
    return int(said["up"]) + int(said["down"])
