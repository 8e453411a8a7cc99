"""A phrase learnt from practice: what it would do to the practice notes is known before it is kept."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from protocols.approval import (
    Proposal,
    approve,
    approved_path,
    decisions,
    next_version,
    person,
    used_versions,
)
from protocols.approval_record import (
    LEARN,
    UNLEARN,
    Entry,
    Folders,
    file_hash,
    read_record,
    read_text_of,
    text_hash,
    write_entry,
    write_text,
)
from protocols.check_approval import same_person
from protocols.compiler import compile_library
from protocols.drafts import guides_in_use
from protocols.library import Library, open_library
from protocols.live import gather_live
from protocols.plain import fold, plain
from protocols.practice import LearnError
from protocols.writer import LANGUAGES, front_keys, with_item, with_keys, without_item

_LONGEST_WORDS, _LONGEST = 14, 100
_FEWEST_FOR_ALERT = 2
_PRIVATE = re.compile(r"\d[\d().\s-]{5,}\d|\S+@\S+|https?:|www\.", re.IGNORECASE)


def clean_phrase(phrase: str) -> str:
    """The phrase as it is kept. Raises LearnError where it is empty, too long, or holds what could name a person."""
    clean = " ".join(plain(phrase).split()).removeprefix("- ")
    if not re.search(r"\w{2}", clean):
        raise LearnError("The phrase holds no words. Write what callers say, in their words.")
    if len(clean.split()) > _LONGEST_WORDS or len(clean) > _LONGEST:
        raise LearnError(
            f"The phrase is long: {_LONGEST_WORDS} words at most. Keep what tells this situation from others."
        )
    if _PRIVATE.search(clean):
        raise LearnError("The phrase holds a number, address or link that could name a person. Take it out first.")
    return clean


def with_learnt(folders: Folders, guide: str, language: str, phrase: str) -> str:
    """The live text with the phrase. Raises LearnError where it can learn none, or holds it already."""
    approved = approved_path(folders, decisions(folders).approvals.get(guide))
    text = read_text_of(approved or folders.working_file(guide))
    heading, item = learnt_item(front_keys(text).get("kind", ""), language, phrase)
    lines = {fold(line[2:]).strip() for line in text.split("\n") if line.startswith("- ")}
    if fold(item) in lines:
        raise LearnError(f"'{guide}' already holds that phrase. Nothing to learn.")
    return with_item(text, heading, item)


def learnt_item(kind: str, language: str, phrase: str) -> tuple[str, str]:
    """Under which heading a phrase goes, and how: an alert is not ranked by phrases, it fires by its triggers."""
    if language not in LANGUAGES:
        raise LearnError(f"Phrases are kept in {' and '.join(LANGUAGES)}; {language!r} is neither.")
    if kind == "mode":
        raise LearnError(
            "This guide is opened by a key or a branch, never found by what was said: it learns no phrase."
        )
    if kind != "overlay":
        return f"Callers say ({language})", phrase
    words = re.findall(r"[a-z0-9]+", fold(phrase))
    if len(words) < _FEWEST_FOR_ALERT:
        raise LearnError("A single word would raise this alert too often. Give the words around it as well.")
    return "Triggers", f"any: {' '.join(words)}"


def also_in(folders: Folders, guide: str, phrase: str) -> tuple[str, ...]:
    """Other guides that hold the phrase already: one phrase in two guides tells them apart no longer."""
    others = (one for one in guides_in_use(folders) if one.id != guide)
    return tuple(one.id for one in others if any(fold(phrase) in map(fold, lines) for lines in one.phrases.values()))


def learn(folders: Folders, guide: str, language: str, phrase: str, *, by: str, today: date) -> bool:
    """Keep a phrase. True where an approved text took it, under the approval of `by`; False where a draft did.

    Where the approved text is being edited, the phrase goes into both texts.
    """
    by = person(by, "--by")
    with_learnt(folders, guide, language, phrase)
    approved = _rewrite(folders, guide, lambda text: _changed(with_item, text, language, phrase), by, today)
    write_entry(folders, Entry(LEARN, guide, by, today.isoformat(), phrase=phrase, language=language))
    return approved


def unlearn(folders: Folders, guide: str, *, by: str, today: date) -> Entry:
    """Take the phrase learnt last back out. Raises LearnError where none was learnt."""
    by = person(by, "--by")
    last = last_learnt(folders, guide)
    _rewrite(folders, guide, lambda text: _changed(without_item, text, last.language, last.phrase), by, today)
    write_entry(folders, replace(last, action=UNLEARN, by=by, on=today.isoformat()))
    return last


def last_learnt(folders: Folders, guide: str) -> Entry:
    """The phrase of a guide that was learnt last and not taken back. Raises LearnError where there is none."""
    learnt: list[Entry] = []
    for entry in read_record(folders):
        if entry.guide == guide and entry.action == LEARN:
            learnt.append(entry)
        elif entry.guide == guide and entry.action == UNLEARN:
            learnt = [one for one in learnt if (one.phrase, one.language) != (entry.phrase, entry.language)]
    if not learnt:
        raise LearnError(f"No phrase was learnt for '{guide}' that could be taken back.")
    return learnt[-1]


def _changed(change: Callable[[str, str, str], str], text: str, language: str, phrase: str) -> str:
    return change(text, *learnt_item(front_keys(text).get("kind", ""), language, phrase))


def _rewrite(folders: Folders, guide: str, change: Callable[[str], str], by: str, today: date) -> bool:
    """Change the text one works on, and the approved text where there is one."""
    working = folders.working_file(guide)
    changed = change(read_text_of(working))
    approval = decisions(folders).approvals.get(guide)
    kept = approved_path(folders, approval)
    if approval is None or kept is None:
        _keep_draft(folders, guide, changed)
        return False
    if same_person(by, approval.owner):
        raise LearnError(f"{by} wrote '{guide}', which is approved: another person approves its phrases too.")
    draft = "" if file_hash(working) == approval.sha256 else changed
    approve(folders, _renewed(folders, approval, change(read_text_of(kept)), by, today), draft)
    return True


def _keep_draft(folders: Folders, guide: str, text: str) -> None:
    """Write the own file; one that says no more than the shipped guide would only hide its later versions."""
    own, shipped = folders.own_file(guide), folders.shipped_file(guide)
    if shipped.is_file() and read_text_of(shipped) == text:
        own.unlink(missing_ok=True)
    else:
        write_text(own, text)


def _renewed(folders: Folders, approval: Entry, text: str, by: str, today: date) -> Proposal:
    """The approved text with its phrases changed: a new version under a new name, its review day as before."""
    version = next_version(approval.version, used_versions(folders, approval.guide))
    text = with_keys(text, version=version, approved_by=by, approved_on=today.isoformat())
    entry = replace(approval, by=by, on=today.isoformat(), version=version, sha256=text_hash(text))
    return Proposal(text, entry)


@contextmanager
def trial(folders: Folders, guide: str, text: str) -> Iterator[tuple[Library, Library]]:
    """The guides on the live screen as they are, and with the changed text of one, compiled aside."""
    with TemporaryDirectory() as root, ExitStack() as open_files:
        gathered = gather_live(folders.shipped, folders.own, Path(root) / "guides", training=False)
        write_text(Path(root) / "changed" / f"{guide}.md", text)
        libraries: list[Library] = []
        for name, parts in (("before", gathered), ("after", (*gathered, Path(root) / "changed"))):
            target = Path(root) / f"{name}.db"
            compile_library(parts, target)
            libraries.append(open_library(target))
            open_files.callback(libraries[-1].close)
        yield libraries[0], libraries[1]
