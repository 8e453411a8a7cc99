"""Over SSH a specialist's key opens Northline and nothing else, and a lost line leaves nothing behind."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pty_session import Terminal
from ssh_host import SshHost, environment_of, obstacle, status_of

pytestmark = pytest.mark.skipif(obstacle() is not None, reason=obstacle() or "")

CALL = "motel nacogdoches tx 17 yo wont let her leave"
ALLOWED = {"PATH", "HOME", "NORTHLINE_HOME", "LOGNAME", "TERM", "LANG", "LC_ALL", "LC_CTYPE", "SSH_CONNECTION"}


@pytest.fixture(scope="module")
def host(prepared_home: Path, places_db: Path) -> Iterator[SshHost]:
    """One server for all tests here."""
    host = SshHost(prepared_home, places_db)
    yield host
    host.close()


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    """Terminals that are closed after the test."""
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.close()


def ran(command: list[str], said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=said, capture_output=True, text=True, timeout=20)


def only_console(host: SshHost) -> int:
    """The one console that runs; nothing else but its wrapper may run with it."""
    (console,) = host.consoles()
    names = {status_of(pid, "Name") for pid in host.sessions()}
    assert names <= {"northline-sessi", "sh", "bash", status_of(console, "Name")}
    assert not Path(f"/proc/{console}/task/{console}/children").read_text().split()
    return console


def test_a_call_typed_over_ssh_is_answered(host: SshHost, opened: list[Terminal]) -> None:
    opened.append(screen := host.screen())
    screen.type(CALL)
    assert screen.shows("Nacogdoches")
    assert "ALERT" in screen.text() or "DANGER" in screen.text().upper()


KEYS = {
    "signals": b"\x1a\x1c\x1c\x03\x1a\x1d\x1e\x1f",
    "a shell line": b"!sh\r!/bin/sh\r:!sh\r$(touch %s)\r`touch %s`\r; touch %s\rtouch %s\r",
    "a Python line": b"\rimport os; os.system('touch %s')\r__import__('os').system('touch %s')\r",
    "pager and editor": b"v!touch %s\r\x1b:!touch %s\r|touch %s\r\x18\x05\x0fZZ",
    "ssh's own escapes": b"\r~C\r-L 9:localhost:9\r~&\r~\x1a\r~?",
    "terminal answers": b"\x1b[>41;370;0c\x1bP1$r0m\x1b\\\x1b]52;c;?\x07\x1b[200~touch %s\r\x1b[201~",
    "every control key": bytes(n for n in range(1, 32) if n != 3),
    "function keys": b"".join(b"\x1b[%d~" % n for n in range(1, 35)) + b"\x1bOP\x1bOQ\x1bOR\x1bOS",
    "every byte": bytes(n for n in range(256) if n != 3),
}


def test_no_key_gives_a_shell(host: SshHost, opened: list[Terminal]) -> None:
    screen: Terminal | None = None
    for name, pattern in KEYS.items():
        keys = pattern.replace(b"%s", str(host.escaped()).encode())
        for one in (keys, b"\t" + keys):
            if screen is None or screen.ended(0.01) is not None:
                assert host.gone(2), name
                opened.append(screen := host.screen())
            os.write(screen.fd, one)
            screen.read(1)
            screen.settle(0.1)
        assert not host.escaped().exists(), name
        if screen.ended(0.01) is None:
            only_console(host)


@pytest.mark.parametrize("keys", [b"\x1a", b"\x1c", b"\x03", b"\x03\x1c\x1a\x04"])
def test_keys_pressed_while_it_opens_give_no_shell(host: SshHost, opened: list[Terminal], keys: bytes) -> None:
    opened.append(screen := Terminal(command=host.kept("northline")))
    end = time.monotonic() + 1
    while screen.alive and time.monotonic() < end:
        os.write(screen.fd, keys + f"touch {host.escaped()}\r".encode())
        screen.settle(0.08)
    if host.consoles():
        only_console(host)
    screen.close()
    assert host.gone() and not host.escaped().exists()


COMMANDS = [
    "sh", "bash -i", "python3", "/bin/sh -c 'touch %s'", "ask -; touch %s", "ask - && touch %s", "ask $(touch %s)",
    "northline ask `touch %s`", "ask -\ntouch %s", "northline --help | sh", "northline import /etc/passwd",
    "ask houston", "talk; sh", "northline -c 'touch %s'", "*", "env", "ask - --json --place x", "scp -t /tmp",
]  # fmt: skip


@pytest.mark.parametrize("terminal", [False, True])
def test_no_command_but_northlines_own_is_run(host: SshHost, terminal: bool) -> None:
    # Refusals do not start Python: all of these together take a second or two.
    for command in COMMANDS[:5] if terminal else COMMANDS:
        asked = command.replace("%s", str(host.escaped()))
        done = host.run(asked, said="id\n", options=("-tt",) if terminal else ("-T",))
        assert done.returncode == 2, (command, done)
        assert "opens Northline and nothing else" in done.stdout + done.stderr
        assert "uid=" not in done.stdout
    assert not host.escaped().exists()


def test_files_cannot_be_copied_in_or_out(host: SshHost, tmp_path: Path) -> None:
    config = str(host.folder / "ssh_config")
    target = f"northline:{host.escaped()}"
    for command in (["scp", "-O", "-F", config], ["scp", "-F", config]):
        assert ran([*command, __file__, target]).returncode
        assert ran([*command, f"northline:{__file__}", str(tmp_path / "out")]).returncode
    assert ran(["sftp", "-b", "-", "-F", config, "northline"], "ls\n").returncode
    assert ran(host.alone("-s", "northline", "sftp")).returncode == 2
    assert not host.escaped().exists() and not (tmp_path / "out").exists()


FORWARD = ("-o", "ClearAllForwardings=no", "-o", "ExitOnForwardFailure=yes")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("key_options", ["restrict,pty ", ""], ids=["restricted key", "the block alone"])
def test_nothing_is_forwarded(prepared_home: Path, places_db: Path, key_options: str) -> None:
    host = SshHost(prepared_home, places_db, key_options=key_options)
    try:
        remote = host.alone(*FORWARD, "-N", "-R", f"{free_port()}:127.0.0.1:{host.port}", "northline")
        assert subprocess.run(remote, capture_output=True, timeout=20).returncode == 255
        through = host.alone("-W", f"127.0.0.1:{host.port}", "northline")
        done = ran(through)
        assert done.returncode and "SSH-2.0" not in done.stdout
        for option, value in (
            ("-L", f"{{}}:127.0.0.1:{host.port}"),
            ("-L", f"{{}}:{host.folder}/x.sock"),
            ("-D", "{}"),
        ):
            answer = through_local_port(host, option, value)
            assert b"SSH" not in answer and not answer.startswith(b"\x05\x00\x00\x00"), option
    finally:
        host.close()


def through_local_port(host: SshHost, option: str, value: str) -> bytes:
    """What comes back through a forwarded port: nothing, where forwarding is refused."""
    port = free_port()
    command = host.alone(*FORWARD, "-N", option, value.format(port), "northline")
    client = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                with socket.create_connection(("127.0.0.1", port), 1) as line:
                    line.settimeout(2)
                    target = host.port.to_bytes(2, "big")
                    line.sendall(b"\x05\x01\x00" + b"\x05\x01\x00\x01\x7f\x00\x00\x01" + target)
                    time.sleep(0.3)
                    return line.recv(4096)[2 if option == "-D" else 0 :]
            except ConnectionRefusedError:
                time.sleep(0.05)
            except OSError:
                return b""
        raise AssertionError("ssh never listened")
    finally:
        client.kill()
        client.wait()


HOSTILE = {
    "PYTHONPATH": "/tmp", "PYTHONSTARTUP": "/tmp/x.py", "PYTHONINSPECT": "1", "PYTHONHOME": "/tmp",
    "PYTHONBREAKPOINT": "os.system", "BASH_ENV": "/tmp/x.sh", "ENV": "/tmp/x.sh", "LESSOPEN": "|sh", "PAGER": "sh",
    "EDITOR": "sh", "SHELL": "/bin/sh", "TEXTUAL_DRIVER": "os:system", "TEXTUAL_LOG": "/tmp/x", "LANGUAGE": "x",
    "NORTHLINE_PLACES": "/etc/passwd", "NORTHLINE_ON_CALL": "555-0100", "IFS": "/", "PS4": "$(touch %s)",
    "TMPDIR": "/tmp", "COLUMNS": "9", "LC_MESSAGES": "../../etc", "TZ": "/tmp/x", "SSH_ORIGINAL_COMMAND": "sh",
    "LD_PRELOAD": "/x.so", "LD_LIBRARY_PATH": "/tmp",
}  # fmt: skip


def test_no_variable_but_the_terminals_and_the_locales_comes_in(host: SshHost, opened: list[Terminal]) -> None:
    hostile = [f'{name}="{value.replace("%s", str(host.escaped()))}"' for name, value in HOSTILE.items()]
    setenv = ("-o", "SetEnv=" + " ".join(hostile))
    opened.append(screen := host.screen(host.alone(*setenv, "-A", "northline")))
    environment = environment_of(only_console(host))
    # Neither to Python nor, before it, to the login shell and the wrapper.
    for pid in host.sessions():
        if status_of(pid, "Name") != "sshd":
            assert environment_of(pid)["HOME"] in (str(host.folder / "home"), str(host.data))
            assert not {f'{name}="{value}"' for name, value in environment_of(pid).items()} & set(hostile)
    assert set(environment) <= ALLOWED
    assert environment["TERM"] == "xterm-256color" and environment["PATH"] == "/usr/bin:/bin"
    assert not host.escaped().exists()
    screen.type(CALL)
    assert screen.shows("Nacogdoches")


@pytest.mark.parametrize("term", ["../../etc/passwd", "$(touch x)", "\x1b]2;x\x07", "dumb", "x" * 4000])
def test_an_odd_terminal_name_gives_a_screen_or_a_refusal_and_no_shell(
    host: SshHost, opened: list[Terminal], term: str
) -> None:
    opened.append(screen := host.screen(env={"TERM": term}, ready=""))
    end = time.monotonic() + 15
    while screen.alive and "keys" not in screen.text() and time.monotonic() < end:
        screen.read(0.5)
    assert b"\x1b]2;x" not in screen.written()
    if "keys" not in screen.text():
        assert screen.ended() == 2 and b"northline ask -" in screen.written()
    screen.close()
    assert host.gone()


def test_the_console_runs_isolated_without_cores_and_writes_for_nobody_else(
    host: SshHost, opened: list[Terminal]
) -> None:
    opened.append(host.screen())
    console = only_console(host)
    assert b"-I" in Path(f"/proc/{console}/cmdline").read_bytes().split(b"\0")
    assert status_of(console, "Umask") == "0077"
    (limit,) = [line for line in Path(f"/proc/{console}/limits").read_text().splitlines() if "core file" in line]
    assert limit.split()[4:6] == ["0", "0"]


# -- endings -----------------------------------------------------------------------------------------------------------


def test_a_killed_client_leaves_no_process_within_seconds(host: SshHost, opened: list[Terminal]) -> None:
    opened.append(screen := host.screen(host.alone("northline")))
    screen.type(CALL)
    screen.kill(signal.SIGKILL)
    assert host.gone(3)


def test_a_session_whose_console_was_stopped_is_gone_too(host: SshHost, opened: list[Terminal]) -> None:
    opened.append(screen := host.screen(host.alone("northline")))
    os.kill(only_console(host), signal.SIGSTOP)
    screen.kill(signal.SIGKILL)
    assert host.gone(3)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_hang_up_ends_the_session_and_cleans_the_terminal(
    host: SshHost, opened: list[Terminal], number: signal.Signals
) -> None:
    opened.append(screen := host.screen())
    os.kill(only_console(host), number)
    assert screen.ended(3) == 128 + number
    assert screen.left_behind() == [] and host.gone(2)


def test_a_killed_console_leaves_a_clean_terminal_and_an_empty_page(host: SshHost, opened: list[Terminal]) -> None:
    opened.append(screen := host.screen())
    screen.type(CALL)
    since = len(screen.chunks)
    os.kill(only_console(host), signal.SIGKILL)
    assert screen.ended(3) == 128 + signal.SIGKILL
    assert screen.left_behind() == []
    after = screen.written(since)
    assert b"\x1b[2J" in after and b"Connect again" in after and b"nacogdoches" not in after
    assert host.gone(2)


def test_the_reset_strings_are_the_screens_own() -> None:
    from ssh_host import DEPLOY

    from console.ui.terminal.modes import RESET

    for name in ("northline-session", "northline-connect"):
        script = (DEPLOY / name).read_text("utf-8")
        printed = "".join(line.split("'")[1] for line in script.splitlines() if line.lstrip().startswith("printf"))
        assert printed.replace("\\033", "\x1b").endswith(RESET)


def test_a_lost_line_leaves_the_specialists_own_terminal_clean(host: SshHost, opened: list[Terminal]) -> None:
    from ssh_host import DEPLOY

    shim = host.folder / "bin"
    shim.mkdir(exist_ok=True)
    (shim / "ssh").write_text(f'#!/bin/sh\nexec {" ".join(host.alone())} "$@"\n')
    (shim / "ssh").chmod(0o755)
    path = {"PATH": f"{shim}:{os.environ['PATH']}"}
    opened.append(screen := host.screen([str(DEPLOY / "northline-connect")], env=path))
    screen.type(CALL)
    children = Path(f"/proc/{screen.pid}/task/{screen.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    assert screen.ended(3) == 128 + signal.SIGKILL
    assert screen.left_behind() == []
    assert host.gone(3)


# -- the kept connection -----------------------------------------------------------------------------------------------


def test_calls_are_asked_over_the_kept_connection(host: SshHost, opened: list[Terminal]) -> None:
    opened.append(host.screen(host.kept("northline")))
    assert subprocess.run(host.kept("-O", "check", "northline"), capture_output=True).returncode == 0
    logins = (host.folder / "log").read_text().count("Accepted publickey")
    said = f"{CALL}\nshelter in austin tx\n"
    done = ran(host.kept("northline", "northline ask - --json"), said)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["places"][0]["name"] for a in answers] == ["Nacogdoches", "Austin"]
    assert answers[0]["alerts"]
    assert (host.folder / "log").read_text().count("Accepted publickey") == logins


@pytest.mark.parametrize("command", ["keys", "northline --version", "place -", "talk"])
def test_what_needs_no_screen_runs_without_a_terminal(host: SshHost, command: str) -> None:
    done = host.run(command, said="houston tx\n")
    assert done.returncode in (0, 1) and done.stdout.strip(), done
    assert "\x1b" not in done.stdout


def test_the_screen_without_a_terminal_says_what_to_do_instead(host: SshHost) -> None:
    done = host.run()
    assert done.returncode == 2 and "northline ask -" in done.stderr + done.stdout


# -- a second emulator -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_tmux_shows_the_place_and_the_alert_of_a_call_typed_over_ssh(host: SshHost) -> None:
    def tmux(*arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-S", str(host.folder / "tmux"), *arguments], capture_output=True, text=True
        ).stdout

    def shown(words: str) -> str:
        end = time.monotonic() + 15
        while words not in (text := tmux("capture-pane", "-p", "-t", "n")) and time.monotonic() < end:
            time.sleep(0.1)
        return text

    tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-s", "n", *host.alone("northline"))
    try:
        assert "keys" in shown("keys")
        tmux("send-keys", "-t", "n", "-l", CALL)
        screen = shown("Nacogdoches")
        assert "Nacogdoches" in screen and "MINOR" in screen.upper(), screen
    finally:
        tmux("kill-server")
