"""The few looks the screen has, as SGR codes of the eight base colours: none says by colour alone what it means."""

STYLES = {
    "plain": "",
    "bold": "1",
    "pick": "7",
    "head": "1;4",
    "alert": "1;37;41",
    "draft": "30;43",
    "chip": "30;46",
    "status": "7",
    "training": "1;30;43",
}
"""Name -> code. Every ground names its letters' colour too, so that light and dark terminals read alike."""


def code_of(name: str, *, colour: bool) -> str:
    """The SGR code to send; without colours a coloured ground becomes reverse video."""
    code = STYLES[name]
    if colour or not code:
        return code
    parts = code.split(";")
    kept = [part for part in parts if len(part) == 1]
    if len(kept) != len(parts) and "7" not in kept:
        kept.append("7")
    return ";".join(kept)
