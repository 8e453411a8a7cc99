"""A publisher's disk that is full, locked or pulled out at any step: said in words, and what stood before stands."""

import errno
import os
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from failing_disk import failing
from publisher import PASSPHRASE, Publisher, copy_of, desk_of, edited, generation, listings, take_in

from console.cli import main
from console.exchange import releasing
from console.exchange.keyring import Keyring
from console.exchange.records import Places
from console.keys.cost import FLOOR

FAULTS = {"full": errno.ENOSPC, "locked": errno.EROFS, "pulled out": errno.ENOENT}
TELLS = {"full": "Make room", "locked": "Unlock", "pulled out": "Put the stick"}


@pytest.fixture(autouse=True, scope="module")
def cheap_keys():
    """Passphrases that cost nothing: they are typed hundreds of times here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Keyring.__init__, "__defaults__", (lambda: FLOOR,))
        patch.setattr("console.keys.key_file.passphrase_key", lambda said, salt, cost: sha256(salt).digest())
        yield


@pytest.fixture(scope="module")
def drafted(tmp_path_factory, cheap_keys) -> Path:
    """A publisher whose second generation is drafted and signed by one of the two: copy it."""
    folder = tmp_path_factory.mktemp("drafted")
    publisher = Publisher(folder)
    rows = listings(20)
    publisher.publish(rows)
    publisher.draft(edited(rows, lambda one: replace(one, about="of the second day"), 5))
    releasing.sign(publisher.repository, "directory", publisher.keyring().person("Ana"))
    return folder


@pytest.fixture
def scene(drafted, tmp_path, monkeypatch) -> "Scene":
    return Scene(drafted, tmp_path, monkeypatch)


class Scene:
    """A copy of the publisher, whose commands are typed, and a desk that takes in what is handed out."""

    def __init__(self, drafted: Path, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._drafted, self._aside, self._patch = drafted, aside, monkeypatch
        self.fresh()

    def fresh(self) -> None:
        self.base = self._aside / f"scene-{len(list(self._aside.iterdir()))}"
        shutil.copytree(self._drafted, self.base, symlinks=True)
        self.home, self.folder = self.base / "publisher", self.base / "handed-out"
        self._patch.setenv("NORTHLINE_HOME", str(self.home))

    def type(self, *words: str) -> int:
        reads, writes = os.pipe()
        os.write(writes, f"{PASSPHRASE}\n".encode() * 6)
        os.close(writes)
        try:
            return main(["publish", *words, "--folder", str(self.folder), "--passphrase-fd", str(reads)])
        finally:
            os.close(reads)

    def seen(self) -> int:
        """The generation a new desk gets; whatever is offered must be whole."""
        desk = desk_of(self.folder, self.base / f"desk-{len(list(self.base.iterdir()))}")
        done = take_in(desk, str(self.folder))
        assert not done.faults, done.faults
        return generation(desk)


COMMANDS = {
    "sign": (("sign", "--what", "directory", "--by", "Ben", "--yes"), {1}, {1}),
    "release": (("release", "--what", "directory"), {1, 2}, {2}),
    "tick": (("tick",), {1}, {1}),
    "hide": (("--hide", "+1 936 555 0105", "--by", "Ana", "--why", "disconnected"), {1}, {1}),
    "renew": (("renew",), {1}, {1}),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_at_every_step_it_is_said_and_the_same_command_then_does_it(scene, capsys, command, fault):
    words, meanwhile, after = COMMANDS[command]
    at, stops = 0, 0
    stride = 4 if fault == "pulled out" and command != "sign" else 1  # mostly reads, much alike
    while True:
        at += stride
        scene.fresh()
        if command == "release":
            signed(scene)
        with failing(FAULTS[fault], at, scene.folder) as disk:
            code = scene.type(*words)
        said = capsys.readouterr().err
        if not disk.broken:
            assert code == 0, said
            break
        stops += 1
        assert code in (0, 11), said
        if code:
            assert "a fault in Northline" not in said
            assert TELLS[fault] in said or "Build it again" in said, said
            assert str(scene.folder) in said or "Build it again" in said
        assert scene.seen() in meanwhile
        again = scene.type(*words)
        heard = capsys.readouterr()
        if again:  # all that was left to do was to finish, and that was done first
            assert any(word in heard.err for word in ("finished now", "signed this draft already")) or not code
        assert scene.seen() in after
    assert stops >= 2


def signed(scene: Scene) -> None:
    assert scene.type(*COMMANDS["sign"][0]) == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_the_first_ceremony_that_finds_no_room_can_be_held_again(tmp_path, monkeypatch, capsys, fault):
    at = 0
    while True:
        at += 2
        base = tmp_path / str(at)
        home, folder = base / "home", base / "handed-out"
        folder.mkdir(parents=True)
        home.mkdir()
        monkeypatch.setenv("NORTHLINE_HOME", str(home))
        with failing(FAULTS[fault], at, home, folder) as disk:
            code = begun(folder)
        said = capsys.readouterr()
        if not disk.broken:
            assert code == 0
            break
        assert code in (0, 11), said.err
        assert "a fault in Northline" not in said.err
        if not (folder / "metadata" / "1.root.json").is_file():
            assert begun(folder) == 0
        capsys.readouterr()
        assert main(["publish", "tick", "--folder", str(folder)]) == 0
        made = {path.stem for path in (home / "publish").glob("*.key")}
        assert made == {"Ana", "Ben", "host"}
        capsys.readouterr()
    assert at > 8


def begun(folder: Path) -> int:
    reads, writes = os.pipe()
    os.write(writes, f"{PASSPHRASE}\n".encode() * 6)
    os.close(writes)
    try:
        return main(["publish", "init", str(folder), "--small", "--names", "Ana,Ben", "--passphrase-fd", str(reads)])
    finally:
        os.close(reads)


def test_a_key_that_was_made_shows_its_sheet_whatever_stops_the_ceremony(tmp_path, monkeypatch, capsys):
    home, folder = tmp_path / "home", tmp_path / "out"
    home.mkdir()
    monkeypatch.setenv("NORTHLINE_HOME", str(home))
    with failing(errno.ENOSPC, 6, folder):
        assert begun(folder) == 11
    assert "RECOVERY SHEET of Ana" in capsys.readouterr().out


@pytest.mark.parametrize("most", [0, 200, 3000])
@pytest.mark.parametrize("words", [COMMANDS["sign"][0], COMMANDS["release"][0], ("build", "--what", "directory")])
def test_a_file_that_may_not_grow_is_said_in_words(scene, places_db, most, words):
    signed(scene) if words[0] == "release" else None
    os.environ["NORTHLINE_PLACES"] = str(places_db)
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        sys.stderr = os.fdopen(writes, "w", buffering=1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        code = 99
        try:
            code = scene.type(*words)
        finally:
            os._exit(code)
    os.close(writes)
    with os.fdopen(reads) as stream:
        said = stream.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert "a fault in Northline" not in said
    assert code == 0 or (code in (5, 11) and ("Make room" in said or "Free" in said)), said
    assert scene.seen() in (1, 2)


def test_a_folder_that_is_not_there_is_no_publisher_to_begin_anew(scene, capsys):
    scene.folder.rename(scene.folder.with_name("elsewhere"))
    assert scene.type("tick") == 11
    said = capsys.readouterr().err
    assert "stick" in said
    assert "init" not in said


@pytest.fixture
def small_disk(tmp_path) -> Path:
    """A disk of 400 kB."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if os.geteuid() or shutil.which("mount") is None or subprocess.run(made, capture_output=True).returncode:
        pytest.skip("needs root and tmpfs for a disk of its own")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_with_less_and_less_room_never_hands_out_a_half(scene, small_disk, capsys):
    signed(scene)
    whole, codes = scene.folder, set()
    for room in range(0, 80, 4):
        shutil.rmtree(small_disk / "out", ignore_errors=True)
        (small_disk / "filler").unlink(missing_ok=True)
        scene.folder = copy_of(whole, small_disk / "out")
        free = shutil.disk_usage(small_disk).free
        (small_disk / "filler").write_bytes(b"\0" * max(0, free - room * 1024))
        capsys.readouterr()
        codes.add(scene.type("release", "--what", "directory"))
        said = capsys.readouterr().err
        assert "a fault in Northline" not in said
        assert not said or "is full" in said, said
        assert scene.seen() in (1, 2)
        (small_disk / "filler").unlink()
        scene.type("release", "--what", "directory")
        assert scene.seen() == 2
    assert codes == {0, 11}


def test_a_disk_mounted_read_only_is_said(scene, small_disk, capsys):
    scene.folder = copy_of(scene.folder, small_disk / "out")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert scene.type("tick") == 11
    said = capsys.readouterr().err
    assert "Unlock the stick" in said
    assert "stands whole" in said
    assert scene.seen() == 1


def test_the_desk_of_the_publisher_keeps_its_own_places(scene):
    assert generation(Places(scene.home)) == 1
