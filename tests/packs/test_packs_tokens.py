"""Keys on hardware tokens: noted once, asked for their PIN, and checked by every desk like any other key."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from publisher import PASSPHRASE, Publisher, desk_of, generation, listings, take_in
from securesystemslib.signer import SSlibKey

from console.cli import main
from console.exchange import releasing
from console.exchange.ceremony import People, constitute
from console.exchange.errors import PublishError
from console.exchange.keyring import Keyring, sheet_of
from console.exchange.tokens import ENDING, token_signer
from console.exchange.trust import SMALL
from console.keys.asking import Asker
from console.keys.cost import FLOOR

PIN = "123456"


def asking(*said: str) -> Asker:
    answers = iter(said)
    return Asker(None, lambda prompt: next(answers))


def note_of_a_file(folder: Path, name: str) -> None:
    """A note like a token's, of a key that lies in a file: what the library signs with is all the same to us."""
    private = Ed25519PrivateKey.generate()
    (folder / "secret.pem").write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = SSlibKey.from_crypto(private.public_key())
    said = {"name": name, "uri": f"file2:{folder / 'secret.pem'}", "keyid": key.keyid, "key": key.to_dict()}
    (folder / f"{name}{ENDING}").write_text(json.dumps(said))


def test_a_noted_key_signs_beside_key_files_and_desks_follow(tmp_path):
    publisher = Publisher(tmp_path)
    publisher.publish(listings(10))
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    note_of_a_file(publisher.home / "publish", "Cleo")
    constitute(publisher.repository, SMALL, _people(), publisher.keyring())
    publisher.names = ("Ana", "Cleo")
    publisher.publish(listings(11))
    assert take_in(desk, str(publisher.folder)).moved["directory"].signers == ("Ana", "Cleo")
    assert generation(desk) == 2
    with pytest.raises(PublishError, match="no sheet"):
        list(sheet_of(publisher.keyring().person("Cleo")))


def _people() -> People:
    return People(("Ana", "Cleo"), ("Ana", "Cleo"), ("Ana", "Cleo"))


def test_a_note_of_another_or_a_damaged_one_signs_nothing(tmp_path):
    note_of_a_file(tmp_path, "Cleo")
    (tmp_path / "Dev.token").write_bytes((tmp_path / "Cleo.token").read_bytes())
    with pytest.raises(PublishError, match="token of Cleo"):
        token_signer(tmp_path / "Dev.token", "Dev", asking())
    (tmp_path / "secret.pem").unlink()
    with pytest.raises(PublishError, match="cannot be used"):
        token_signer(tmp_path / "Cleo.token", "Cleo", asking())
    (tmp_path / "Cleo.token").write_text("{}")
    with pytest.raises(PublishError, match="damaged"):
        token_signer(tmp_path / "Cleo.token", "Cleo", asking())


def test_without_what_reads_tokens_it_is_said_how_to_get_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("securesystemslib.signer._hsm_signer.PKCS11_IMPORT_ERROR", "'python-pkcs11' required")
    monkeypatch.setenv("NORTHLINE_HOME", str(tmp_path / "home"))
    assert main(["publish", "token", "Ana"]) == 11
    assert "pip install python-pkcs11" in capsys.readouterr().err
    assert main(["publish", "token", "Ana", "gnupg:1234"]) == 11
    assert "names no key on a token" in capsys.readouterr().err


@pytest.fixture
def token(tmp_path, monkeypatch) -> str:
    """A token in software that holds an EC key, with the PIN 123456."""
    pytest.importorskip("pkcs11", reason="needs python-pkcs11, which is not installed")
    module = next((one for one in Path("/usr/lib").rglob("libsofthsm2.so")), None)
    if module is None or not all(map(shutil.which, ("softhsm2-util", "pkcs11-tool"))):
        pytest.skip("needs softhsm2 and pkcs11-tool")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(
        f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n"
    )
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    monkeypatch.setenv("PYKCS11LIB", str(module))
    made = ["softhsm2-util", "--init-token", "--free", "--label", "Cleo", "--so-pin", "12345678", "--pin", PIN]
    subprocess.run(made, check=True, capture_output=True)
    key = ["--keypairgen", "--key-type", "EC:prime256v1", "--id", "02", "--label", "sign"]
    login = ["pkcs11-tool", "--module", str(module), "--token-label", "Cleo", "--login", "--pin", PIN]
    subprocess.run([*login, *key], check=True, capture_output=True)
    return "hsm:2?label=Cleo"


def test_a_real_token_signs_a_generation_that_a_desk_takes_in(tmp_path, token):
    # The library loads a token's module once a process, with the settings of that moment: hence one of its own.
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _signs(tmp_path, token)
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _signs(tmp_path: Path, token: str) -> None:
    publisher = Publisher(tmp_path)
    publisher.publish(listings(10))
    desk = desk_of(publisher.folder, tmp_path / "desk")
    noting = Keyring(publisher.home, (), asking(), lambda: FLOOR)
    noting.note_token("Cleo", token)
    with pytest.raises(PublishError, match="refuses the PIN"):
        Keyring(publisher.home, (), asking("999999"), lambda: FLOOR).person("Cleo")
    keyring = Keyring(publisher.home, (), asking(PASSPHRASE, PIN, PASSPHRASE), lambda: FLOOR)
    for name in ("Ana", "Cleo", "Ben"):
        keyring.person(name)
    constitute(publisher.repository, SMALL, _people(), keyring)
    publisher.draft(listings(11))
    for name in ("Ana", "Cleo"):
        releasing.sign(publisher.repository, "directory", keyring.person(name))
    releasing.release(publisher.repository, ("directory",), keyring.host())
    assert take_in(desk, str(publisher.folder)).moved["directory"].signers == ("Ana", "Cleo")
