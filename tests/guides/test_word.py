"""Guides through Word and back, and what arrives from other people's word processors."""

import shutil
import subprocess
import unicodedata
import zipfile
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocols.plain import plain
from protocols.reader import read_text
from protocols.word import TYPED, read_docx, write_docx
from protocols.word_file import WordError
from protocols.writer import skeleton, with_item

SHIPPED = sorted(
    path for path in Path(str(files("protocols") / "guides")).glob("*.md") if path.name not in ("words.md", "README.md")
)
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def word_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, Path]]:
    """Every shipped guide: its text, and the Word file it became."""
    folder = tmp_path_factory.mktemp("word")
    made = {}
    for path in SHIPPED:
        text = text_of(path)
        write_docx(text, folder / f"{path.stem}.docx")
        made[path.stem] = (text, folder / f"{path.stem}.docx")
    return made


def test_every_shipped_guide_comes_back_from_word_byte_for_byte(word_files: dict[str, tuple[str, Path]]) -> None:
    assert len(word_files) >= 38
    changed = [name for name, (text, path) in word_files.items() if read_docx(path).text != text]
    assert changed == []
    assert not any(read_docx(path).notes for _, path in list(word_files.values())[:5])


@pytest.mark.slow
def test_every_guide_comes_back_after_libreoffice_saved_it_again(
    word_files: dict[str, tuple[str, Path]], tmp_path: Path
) -> None:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed, so re-saved files cannot be made")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    sources = [str(path) for _, path in word_files.values()]
    convert = [soffice, profile, "--headless", "--convert-to"]
    subprocess.run([*convert, "odt", "--outdir", str(tmp_path / "odt"), *sources[:8]], check=True, capture_output=True)
    odt = [str(path) for path in sorted((tmp_path / "odt").glob("*.odt"))]
    subprocess.run([*convert, "docx", "--outdir", str(tmp_path / "odt"), *odt], check=True, capture_output=True)
    subprocess.run([*convert, "docx", "--outdir", str(tmp_path / "docx"), *sources], check=True, capture_output=True)
    for folder, made in (("docx", len(sources)), ("odt", len(odt))):
        back = {path.stem: read_docx(path).text for path in (tmp_path / folder).glob("*.docx")}
        assert len(back) == made
        assert [name for name, text in back.items() if word_files[name][0] != text] == []


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "Mn")) | st.sampled_from(" *#-|>:;.'"), min_size=1
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phrases=st.lists(WORDS, min_size=1, max_size=4), step=WORDS)
def test_whatever_staff_write_in_a_guide_comes_back_from_word(tmp_path: Path, phrases: list[str], step: str) -> None:
    text = plain(skeleton("boat"))
    for phrase in phrases:
        text = with_item(text, "Callers say (en)", " ".join(plain(f"x{phrase}x").translate(TYPED).split()))
    text = text.replace("safe to talk", " ".join(plain(f"x{step}x").translate(TYPED).split()))
    write_docx(text, tmp_path / "boat.docx")
    assert read_docx(tmp_path / "boat.docx").text == text


def retyped(source: Path, target: Path, change: object) -> Document:
    document = docx.Document(str(source))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = change(run.text)  # type: ignore[operator]
    document.save(str(target))
    return document


def test_what_a_word_processor_corrects_while_typing_is_made_plain(
    word_files: dict[str, tuple[str, Path]], tmp_path: Path
) -> None:
    text, path = word_files["minor-sex"]

    def corrected(words: str) -> str:
        words = words.replace("'", "\u2019").replace("->", "\u2192").replace(" or ", "\u00a0or ")
        return unicodedata.normalize("NFD", words)

    retyped(path, tmp_path / "typed.docx", corrected)
    assert read_docx(tmp_path / "typed.docx").text == text


def test_an_arrow_from_words_own_symbol_font_is_a_branch(tmp_path: Path) -> None:
    text = skeleton("boat").replace("right now?", "right now? If no -> boat-two.")
    write_docx(text, tmp_path / "boat.docx")
    document = docx.Document(str(tmp_path / "boat.docx"))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if "->" in run.text)
    before, _, after = run.text.partition("->")
    run.text = before
    run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="F0E0"/>'))
    run._r.append(parse_xml(f'<w:t {nsdecls("w")} xml:space="preserve">{after}</w:t>'))
    document.save(str(tmp_path / "boat.docx"))
    assert read_docx(tmp_path / "boat.docx").text == text


def test_styles_are_known_by_name_whatever_their_ids(word_files: dict[str, tuple[str, Path]], tmp_path: Path) -> None:
    text, path = word_files["suicidal"]
    renamed = tmp_path / "spanish.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(renamed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name in ("word/document.xml", "word/styles.xml"):
                for style, spanish in (
                    (b"Heading", b"Ttulo"),
                    (b"ListBullet", b"Listaconvietas"),
                    (b"ListNumber", b"Listaconnmeros"),
                ):
                    part = part.replace(b'w:val="' + style, b'w:val="' + spanish)
                    part = part.replace(b'w:styleId="' + style, b'w:styleId="' + spanish)
            target.writestr(name, part)
    assert read_docx(renamed).text == text


def test_deleted_words_are_left_out_and_inserted_words_count(tmp_path: Path) -> None:
    write_docx(skeleton("boat"), tmp_path / "boat.docx")
    document = docx.Document(str(tmp_path / "boat.docx"))
    paragraph = next(one for one in document.paragraphs if one.text.startswith("Ask"))
    words = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="a">{words.format(" Alone?")}</w:ins>'))
    deleted = words.replace("w:t", "w:delText").format(" Gone?")
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="a">{deleted}</w:del>'))
    document.save(str(tmp_path / "boat.docx"))
    assert "1. **Ask** Are you safe to talk right now? Alone?\n" in read_docx(tmp_path / "boat.docx").text


def test_a_step_typed_without_a_verb_becomes_do_and_is_told(tmp_path: Path) -> None:
    write_docx(skeleton("boat"), tmp_path / "boat.docx")
    document = docx.Document(str(tmp_path / "boat.docx"))
    before = next(one for one in document.paragraphs if one.text == "Refer")
    before.insert_paragraph_before("2) Check: nobody else is in the room")
    before.insert_paragraph_before("Call the supervisor")
    document.save(str(tmp_path / "boat.docx"))
    read = read_docx(tmp_path / "boat.docx")
    assert "2. **Check** nobody else is in the room\n3. **Do** Call the supervisor\n" in read.text
    assert read.notes == ("No verb in step 'Call the supervisor': taken as Do.",)


def test_a_guide_written_from_scratch_under_our_headings_needs_no_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Night market", 1)
    document.add_heading("Callers say (en)", 2)
    document.add_paragraph("sold at the night market")
    document.add_heading("Steps", 2)
    document.add_paragraph("Ask: Are you alone?")
    document.save(str(tmp_path / "new.docx"))
    guide = read_text(read_docx(tmp_path / "new.docx").text, "night-market.md").guide
    assert guide is not None
    assert (guide.id, guide.title, guide.status) == ("night-market", "Night market", "draft")
    assert guide.phrases["en"] == ("sold at the night market",)
    assert [(step.verb, step.text) for step in guide.steps] == [("Ask", "Are you alone?")]


def procedure(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Night line: how to answer")
    document.add_paragraph("You will need the keys.")
    document.add_paragraph("")
    document.add_paragraph("Pick up the receiver", style="List Number")
    document.add_paragraph("Open the menu \u2192 calls", style="List Number")
    document.add_paragraph("It takes a moment.")
    document.add_paragraph("Say the greeting", style="List Number")
    document.add_paragraph("")
    document.add_table(1, 2).rows[0].cells[0].text = "Made by us"
    document.save(str(path))
    return path


def test_anybodys_procedure_becomes_a_draft_with_its_steps_and_loses_nothing(tmp_path: Path) -> None:
    read = read_docx(procedure(tmp_path / "night line.docx"))
    reading = read_text(read.text, "night-line-how-to-answer.md")
    assert reading.guide is not None, [str(fault) for fault in reading.faults]
    assert (reading.guide.status, reading.guide.title) == ("draft", "Night line: how to answer")
    assert [(step.verb, step.text) for step in reading.guide.steps] == [
        ("Do", "Pick up the receiver"),
        ("Do", "Open the menu > calls It takes a moment."),
        ("Do", "Say the greeting"),
    ]
    assert "To place: You will need the keys." in reading.guide.sources
    assert "To place: Made by us" in reading.guide.sources
    assert any("3 numbered steps" in note for note in read.notes)


def test_a_real_procedure_keeps_its_automatic_numbers(shared: Path) -> None:
    read = read_docx(shared / "data" / "directories" / "docx" / "nhs_update_SOP.docx", "benchmark-report")
    guide = read_text(read.text, "benchmark-report.md").guide
    assert guide is not None
    assert guide.status == "draft"
    assert len(guide.steps) == 31
    assert {step.verb for step in guide.steps} == {"Do"}
    assert guide.steps[28].text.startswith("Run")


def test_a_document_without_steps_is_refused_with_what_to_do(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("A letter.")
    document.save(str(tmp_path / "letter.docx"))
    with pytest.raises(WordError, match="no numbered steps"):
        read_docx(tmp_path / "letter.docx")


def hostile(path: Path, document: bytes, **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", CONTENT_TYPES)
        parts.writestr("word/document.xml", document)
        for name, content in more.items():
            parts.writestr(f"word/{name}.xml", content)
    return path


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
FILE_ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize("content", [BOMB, FILE_ENTITY, BOMB.decode().encode("utf-16")])
def test_entities_are_refused_unopened(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(WordError, match="entities"):
        read_docx(hostile(tmp_path / "bomb.docx", content))


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    with pytest.raises(WordError, match="too large"):
        read_docx(hostile(tmp_path / "bomb.docx", b"<x/>", styles=b" " * (70 * 1024 * 1024)))


def test_a_document_nested_without_end_is_survived(tmp_path: Path) -> None:
    deep = b"<a>" * 5000 + b"</a>" * 5000
    with pytest.raises(WordError):
        read_docx(hostile(tmp_path / "deep.docx", b"<document><body>" + deep + b"</body></document>"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no Word file"),
        (b"plain text", "no Word file"),
        (b"\xd0\xcf\x11\xe0 old", "old .doc"),
        (b"PK\x03\x04 cut", "cut short"),
    ],
)
def test_what_is_no_word_file_is_named_as_such(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "odd.docx").write_bytes(content)
    with pytest.raises(WordError, match=told):
        read_docx(tmp_path / "odd.docx")


@pytest.mark.parametrize("content", [b"<w:p", b"<x/>", b"\x00\x01", b"<?xml version='1.0' encoding='nope'?><x/>"])
def test_a_damaged_document_is_a_plain_error(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(WordError):
        read_docx(hostile(tmp_path / "odd.docx", content))


def test_half_a_word_file_is_a_plain_error(word_files: dict[str, tuple[str, Path]], tmp_path: Path) -> None:
    whole = word_files["smuggling"][1].read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 30):
        (tmp_path / "half.docx").write_bytes(whole[:cut])
        with pytest.raises(WordError):
            read_docx(tmp_path / "half.docx")


def test_a_missing_file_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(WordError, match="cannot be read"):
        read_docx(tmp_path / "nowhere.docx")
