"""A real sshd on 127.0.0.1, set up from the files that Northline ships, and what runs behind it."""

import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pty_session import ROOT, Terminal

DEPLOY = ROOT / "console" / "deploy"
SBIN = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
SSHD = shutil.which("sshd", path=SBIN)
SSH = shutil.which("ssh") or "ssh"


def obstacle() -> str | None:
    """Why no sshd can be tried here, in one sentence; None where it can."""
    if SSHD is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        return "needs OpenSSH's sshd, ssh and ssh-keygen (apt install openssh-server)"
    if os.geteuid() == 0 and not Path("/run/sshd").is_dir():
        return "sshd wants its folder when it runs as root: mkdir /run/sshd"
    there = subprocess.run([sys.executable, "-I", "-c", "import console.cli"], capture_output=True, cwd="/")
    return "Northline is not installed in this environment" if there.returncode else None


def processes_with(words: str) -> list[int]:
    """Every process whose command line or environment holds `words`, except this one."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "cmdline").read_bytes() + b"\0" + (folder / "environ").read_bytes()
        except OSError:
            continue
        if words.encode() in text and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def environment_of(pid: int) -> dict[str, str]:
    """The environment a process was started with."""
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def status_of(pid: int, name: str) -> str:
    """One line of /proc/PID/status."""
    found = re.search(rf"^{name}:\s*(.*)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return found[1] if found else ""


class SshHost:
    """The server's and the client's configuration in one folder, and the server itself."""

    def __init__(self, home: Path, places: Path, *, key_options: str = "restrict,pty ") -> None:
        # Sockets of kept connections must fit into 104 characters, which pytest's own folders do not leave.
        self.folder = Path(tempfile.mkdtemp(prefix="nl"))
        self.data = self.folder / "data"
        shutil.copytree(home, self.data)
        (self.data / "northline.toml").write_text(f'places = "{places}"\n', "utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.folder / name)], check=True)
        self._write_server(key_options)
        self._write_client()
        self.sshd = self._start()

    def _write_server(self, key_options: str) -> None:
        user = getpass.getuser()
        (self.folder / "keys").mkdir()
        (self.folder / "home").mkdir()
        (self.folder / "keys" / user).write_text(key_options + (self.folder / "user.pub").read_text())
        shutil.copy(DEPLOY / "northline-session", self.folder)
        shipped = (DEPLOY / "sshd_config").read_text("utf-8")
        for old, new in (
            ("Match Group northline", f"Match User {user}"),
            ("/opt/northline/northline-session", f"{self.folder}/northline-session"),
            ("/opt/northline/venv", sys.prefix),
            ("/var/lib/northline", str(self.data)),
            ("/etc/ssh/northline_keys", f"{self.folder}/keys"),
            ("/opt/northline/home", f"{self.folder}/home"),
        ):
            assert shipped.count(old) == 1, f"the shipped sshd_config no longer says {old} once"
            shipped = shipped.replace(old, new)
        # Everything that the block must forbid is allowed around it.
        (self.folder / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {self.folder}/host\nPidFile none\nStrictModes no\n"
            "UsePAM no\nPermitRootLogin yes\nAcceptEnv *\nAllowTcpForwarding yes\nAllowAgentForwarding yes\n"
            "X11Forwarding yes\nPermitTunnel yes\nPermitUserRC yes\nSubsystem sftp internal-sftp\n" + shipped
        )

    def _write_client(self) -> None:
        host = (self.folder / "host.pub").read_text()
        (self.folder / "known").write_text(f"[127.0.0.1]:{self.port} {host}")
        # ssh takes the first value it meets: these come before the shipped ones.
        (self.folder / "ssh_config").write_text(
            f"Host northline\n    HostName 127.0.0.1\n    Port {self.port}\n    User {getpass.getuser()}\n"
            f"    IdentityFile {self.folder}/user\n    UserKnownHostsFile {self.folder}/known\n"
            f"    GlobalKnownHostsFile /dev/null\n    ControlPath {self.folder}/c-%C\n    SendEnv *\n"
            + (DEPLOY / "ssh_config").read_text("utf-8")
        )

    def _start(self) -> subprocess.Popen[bytes]:
        assert SSHD is not None
        command = [SSHD, "-D", "-f", str(self.folder / "sshd_config"), "-E", str(self.folder / "log")]
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return server
            except OSError:
                if server.poll() is not None:
                    break
                time.sleep(0.05)
        server.kill()
        raise AssertionError((self.folder / "log").read_text())

    def alone(self, *arguments: str) -> list[str]:
        """An ssh command with a connection of its own, with further options before the host."""
        return [
            SSH,
            "-F",
            str(self.folder / "ssh_config"),
            "-o",
            "ControlMaster=no",
            "-o",
            "ControlPath=none",
            *arguments,
        ]

    def kept(self, *arguments: str) -> list[str]:
        """An ssh command exactly as the shipped file wants it: over a kept connection."""
        return [SSH, "-F", str(self.folder / "ssh_config"), *arguments]

    def run(
        self, *command: str, said: str = "", options: tuple[str, ...] = ("-T",)
    ) -> subprocess.CompletedProcess[str]:
        """Ask for one command over the kept connection, without a terminal."""
        asked = self.kept(*options, "northline", *command)
        return subprocess.run(asked, input=said, capture_output=True, text=True, timeout=30)

    def screen(
        self, command: list[str] | None = None, env: dict[str, str] | None = None, ready: str = "keys"
    ) -> Terminal:
        """Northline's screen in a terminal, over SSH."""
        terminal = Terminal(command=command or self.kept("northline"), env=env)
        if ready:
            assert terminal.shows(ready), terminal.text()
            terminal.settle(0.15)
        return terminal

    def consoles(self) -> list[int]:
        """Every Python process that works on this host's data folder."""
        return [pid for pid in processes_with(f"NORTHLINE_HOME={self.data}") if "python" in status_of(pid, "Name")]

    def sessions(self) -> list[int]:
        """Every process of a session: the wrapper and what it started."""
        server = self.sshd.pid
        return [pid for pid in processes_with(str(self.data)) if pid != server]

    def gone(self, seconds: float = 5) -> bool:
        """Wait until no session has left any process."""
        end = time.monotonic() + seconds
        while (left := self.sessions()) and time.monotonic() < end:
            time.sleep(0.05)
        return not left

    def escaped(self) -> Path:
        """A file that only a shell or a Python prompt at the far end could make."""
        return self.folder / "escaped"

    def close(self) -> None:
        """End everything and remove the folder."""
        subprocess.run(self.kept("-O", "exit", "northline"), capture_output=True)
        self.sshd.terminate()
        self.sshd.wait(5)
        for pid in self.sessions():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        shutil.rmtree(self.folder, ignore_errors=True)
