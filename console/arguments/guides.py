"""What guides are written, checked and approved with."""

import argparse

from console.arguments.commands import Commands

GUIDE_WORK = """Own guides are plain files in the data folder's guides/; one with a shipped guide's id replaces it.
draft -> review -> approved -> retired: the owner writes, another person approves, any edit is a draft again
while the approved text stays on the screen. Drafts are shown, each marked, until `northline guides go-live`."""


def add_guides(commands: Commands) -> None:
    """`check`, and `guides` with everything below it."""
    check = commands.add("check", "guides:check", "check guides for faults, with file and line")
    check.add_argument("paths", metavar="PATH", nargs="*", help="guide files or folders (all that are in use)")
    guides = commands.add("guides", "guides:list_guides", "list, write and approve the guides; go live", GUIDE_WORK)
    parsers = guides.add_subparsers(title="guide commands", metavar="COMMAND")
    work = Commands(parsers)
    work.add("list", "guides:list_guides", "list every guide with its status and who approved it", json=False)
    work.add("show", "guides:show", "show one guide in full", json=False).add_argument("id", metavar="ID")
    checked = work.add("check", "guides:check", "check guides for faults, with file and line", json=False)
    checked.add_argument("paths", metavar="PATH", nargs="*", help="guide files or folders (all that are in use)")
    _guide_texts(work)
    _guide_decisions(work)
    for parser in parsers.choices.values():
        # Without a default, so that --json counts before the guide command as well as after it.
        parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="write JSON")


def _guide_texts(work: Commands) -> None:
    new = work.add("new", "guides:new", "begin a guide of your own, empty or as a copy", json=False)
    new.add_argument("id", metavar="ID", help="small letters, digits and hyphens, such as night-market")
    new.add_argument("--from", dest="copied_from", metavar="ID", help="copy this guide")
    new.add_argument("--title", metavar="TEXT", help="what the guide is called")
    edit = work.add("edit", "guides:edit", "open your own copy of a guide, and say where it is", json=False)
    edit.add_argument("id", metavar="ID")
    diff = work.add("diff", "guides:diff", "compare with the last approved text, or the shipped", json=False)
    diff.add_argument("id", metavar="ID")
    diff.add_argument("--against", choices=("approved", "shipped"), help="compare with this text")
    take = work.add("import", "guide_exchange:take_in", "take a guide in from Word or Markdown, as a draft", json=False)
    take.add_argument("file", metavar="FILE", help="a .docx that Northline wrote, any numbered procedure, or a .md")
    take.add_argument("--id", metavar="ID", help="the guide's id (from the file, or its title)")
    take.add_argument("--replace", action="store_true", help="replace your own text of that guide")
    take.add_argument("--docx", action="store_true", help="read it as Word; files are known by their name anyway")
    export = work.add(
        "export", "guide_exchange:export", "write guides as Word files, or print one guide's text", json=False
    )
    export.add_argument("id", metavar="ID", nargs="?", help="one guide; all of them otherwise")
    export.add_argument("--docx", metavar="FOLDER|FILE", nargs="?", const=".", help="write Word files there (.)")


def _guide_decisions(work: Commands) -> None:
    review = work.add("review", "approvals:review", "hand a draft in, so that another person approves it", json=False)
    review.add_argument("id", metavar="ID")
    review.add_argument("--owner", metavar="NAME", required=True, help="who wrote it")
    approve = work.add("approve", "approvals:approve", "approve a guide that another person wrote", json=False)
    approve.add_argument("id", metavar="ID", help="a guide's id; words or calls for your own word lists and calls")
    approve.add_argument("--by", metavar="NAME", required=True, help="who approves it")
    approve.add_argument("--owner", metavar="NAME", help="who wrote it (as the file says)")
    approve.add_argument("--review-by", metavar="DATE", help="when to look at it again, a year on at most")
    retire = work.add("retire", "approvals:retire", "take a guide out of use", json=False)
    retire.add_argument("id", metavar="ID")
    retire.add_argument("--by", metavar="NAME", required=True, help="who decides it")
    live = work.add("go-live", "approvals:go_live", "show approved guides alone; alerts always show", json=False)
    live.add_argument("--by", metavar="NAME", help="who decides it (your account's name)")
    live.add_argument("--dry-run", action="store_true", help="say what is in the way and what would vanish, no more")
    live.add_argument("--yes", action="store_true", help="do not ask")
    live.add_argument("--undo", action="store_true", help="show drafts again, each marked")
    learn = work.add("learn", "learning:learn", "add a phrase that callers used, once its effect was seen", json=False)
    learn.add_argument("id", metavar="ID")
    learn.add_argument("phrase", metavar="PHRASE", nargs="?", help="the words, with nothing that names a person")
    learn.add_argument("--by", metavar="NAME", help="who answers for it; needed where the guide is approved")
    learn.add_argument("--language", choices=("en", "es"), default="en", help="the language of the phrase (en)")
    learn.add_argument("--cases", metavar="FILE", action="append", help="practice notes to try it on")
    learn.add_argument("--dry-run", action="store_true", help="show the effect, and add nothing")
    learn.add_argument("--yes", action="store_true", help="do not ask")
    learn.add_argument("--undo", action="store_true", help="take back the phrase learnt last")
