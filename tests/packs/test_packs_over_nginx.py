"""The publisher's folder on a real nginx: nothing there knows of packs, and a fetch goes on from where it was cut."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from publisher import desk_of, generation, take_in

CONF = """
worker_processes 1; daemon off; pid {aside}/nginx.pid; error_log {aside}/error.log; user root;
events {{ worker_connections 64; }}
http {{ access_log off; client_body_temp_path {aside}; proxy_temp_path {aside}; fastcgi_temp_path {aside};
  uwsgi_temp_path {aside}; scgi_temp_path {aside};
  server {{ listen 127.0.0.1:{port}; root {folder}; }} }}
"""


@pytest.fixture
def nginx(handed, tmp_path):
    if shutil.which("nginx") is None:
        pytest.skip("needs nginx, which is not here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Its worker must reach the folder, which pytest keeps to its owner.
    conf = tmp_path / "nginx.conf"
    conf.write_text(CONF.format(aside=tmp_path, port=port, folder=handed.after[2]))
    serving = subprocess.Popen(["nginx", "-p", str(tmp_path), "-c", str(conf)], stderr=subprocess.PIPE)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        if serving.poll() is not None:
            pytest.skip(f"nginx does not start here: {serving.stderr.read().decode()[:200]}")
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    serving.terminate()
    serving.wait()


def test_a_desk_takes_in_from_nginx_and_goes_on_with_half_a_file(handed, nginx, tmp_path):
    desk = desk_of(handed.after[2], tmp_path / "desk")
    full = next(handed.after[2].glob("targets/directory/*.full.zst"), None)
    newest = max(handed.after[2].glob("targets/directory/*.full.zst"), key=lambda path: path.stat().st_mtime)
    assert full is not None
    desk.parts.mkdir(parents=True)
    raw = newest.read_bytes()
    (desk.parts / f"{newest.name.split('.')[0]}.part").write_bytes(raw[: len(raw) // 2])
    done = take_in(desk, nginx)
    assert generation(desk) == 2
    assert done.received < len(raw) // 2 + 8000


def test_a_specialists_answer_loads_none_of_it():
    program = (
        "import sys, console.opening, console.commands.answers;"
        "print([name for name in ('tuf', 'apsw', 'zstandard', 'cryptography') if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert said.stdout.strip() == "[]", said.stdout + said.stderr
