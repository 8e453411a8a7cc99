import shutil
from pathlib import Path

import pytest
from shipped_library import GUIDES, library

from protocols.compiler import compile_library
from protocols.errors import LibraryError
from protocols.heard import Chips, Heard
from protocols.library import open_library
from protocols.match import guides_for


def test_every_shipped_guide_is_in_the_library():
    names = {path.stem for path in GUIDES.glob("*.md") if path.name != "words.md"}
    assert set(library().ids) == names
    assert library().faults == ()


def test_an_unreadable_guide_keeps_its_last_good_version_and_says_so(tmp_path: Path):
    folder = tmp_path / "guides"
    shutil.copytree(GUIDES, folder)
    target = tmp_path / "guides-0.db"
    assert compile_library([folder], target) == ()
    (folder / "familial.md").write_text("nonsense", encoding="utf-8")
    faults = compile_library([folder], target)
    opened = open_library(target)
    assert faults
    assert opened.faults == faults
    assert opened.kept == {"familial"}
    assert opened.guide("familial") is not None


def test_a_new_unreadable_guide_is_left_out(tmp_path: Path):
    folder = tmp_path / "guides"
    folder.mkdir()
    shutil.copy(GUIDES / "familial.md", folder)
    (folder / "new.md").write_bytes(b"\xff\xfe")
    faults = compile_library([folder], tmp_path / "g.db")
    assert [fault.file for fault in faults] == ["new.md"]
    assert open_library(tmp_path / "g.db").ids == ("familial",)


def test_a_guide_of_a_later_folder_replaces_the_shipped_one(tmp_path: Path):
    own = tmp_path / "own"
    own.mkdir()
    text = (GUIDES / "familial.md").read_text(encoding="utf-8").replace("Familial", "Family")
    (own / "familial.md").write_text(text, encoding="utf-8")
    compile_library([GUIDES, own], tmp_path / "g.db")
    guide = open_library(tmp_path / "g.db").guide("familial")
    assert guide is not None
    assert guide.title.startswith("Family")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_library_is_refused_with_what_to_do(tmp_path: Path, content: bytes):
    path = tmp_path / "guides-0.db"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="northline setup"):
        open_library(path)


def test_a_missing_library_is_refused_with_what_to_do(tmp_path: Path):
    with pytest.raises(LibraryError, match="northline setup"):
        open_library(tmp_path / "none.db")


def test_a_folder_that_cannot_be_written_leaves_the_old_library_working(tmp_path: Path):
    with pytest.raises(LibraryError, match="not compiled"):
        compile_library([GUIDES], tmp_path / "no such folder" / "g.db")


def test_what_was_typed_is_forgotten_when_asked():
    opened = library()
    guides_for(opened, "zzyzx plumber", Heard(), Chips())
    opened.forget()
    assert "zzyzx" not in repr(vars(opened.ranker)) + repr(vars(opened.speller)) + repr(opened.stood)
