"""The desk's settings: defaults, then the TOML file in the data folder, then the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from console.errors import SettingsError

FILE_NAME = "northline.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation may set, in the TOML file or as NORTHLINE_<NAME> in the environment."""

    home: Path
    organisation: str = ""
    on_call: str = ""
    places: str = ""
    metered: str = ""
    """"yes" where each byte costs: `northline sync` then fetches no whole copy unless told to."""
    dispatch_fallback: str = ""
    """What was approved for danger where no 911 center is held; the alert says it."""
    interpreter: str = ""
    """The interpreter vendor and its number, as the card says them; the access code is sealed, never here."""
    idle_minutes: str = "10"
    """Minutes without a key after which the screen forgets the last call and locks; 0 for never."""

    roster: str = ""
    """The table of who is on call when; else on_call.csv in the data folder. `on_call` holds where it names nobody."""
    time_zone: str = ""
    """The desk's own time zone, such as America/Chicago; else the machine's."""
    keep_text_days: str = "90"
    """Days after which the notes of a call are gone, and its day is only its month."""
    keep_values_months: str = "24"
    """Months after which an identifier that was not heard again is gone; what links it stays."""
    keep_tokens_months: str = "60"
    """Months after which what links it is gone too."""
    keep_card_days: str = "7"
    """Days after its window on which a call-back card is destroyed at the latest."""

    field_laptop: str = ""
    """"yes" where a call is not to be read again once the hub has it: notes go up sealed to the hub, and leave here."""

    @property
    def idle_s(self) -> float:
        """Seconds without a key after which the screen locks; 0 for never. Raises SettingsError."""
        try:
            minutes = float(self.idle_minutes)
        except ValueError:
            minutes = -1.0
        if not 0 <= minutes < 1e6:
            raise SettingsError(f"idle_minutes is {self.idle_minutes!r}. Give a number of minutes, or 0 for never.")
        return minutes * 60

    @property
    def places_db(self) -> Path:
        """Where the gazetteer index is, or will be built: one file can serve all desks of a host."""
        return Path(self.places).expanduser() if self.places else self.home / "places.db"

    @property
    def local_db(self) -> Path:
        """The desk's own imports and edits."""
        return self.home / "local.db"

    @property
    def directory_db(self) -> Path:
        """The published listings; generation 0 is the starter content."""
        return self.home / "directory-0.db"

    @property
    def directory_current(self) -> Path:
        """Names the published generation in use; see `resources.current`."""
        return self.home / "directory.current"

    @property
    def guides_current(self) -> Path:
        """The same of the guides."""
        return self.home / "guides.current"

    @property
    def guides_db(self) -> Path:
        """The compiled guides."""
        return self.home / "guides-0.db"

    @property
    def training_db(self) -> Path:
        """The invented listings that drills use, kept apart from the real ones."""
        return self.home / "training.db"

    @property
    def training_guides_db(self) -> Path:
        """After going live: the guides that drills use, drafts too."""
        return self.home / "guides-training.db"

    @property
    def notes_aside(self) -> Path:
        """Where sessions that only read the directory leave what they note, where that folder may be written."""
        return self.home / "observed"

    @property
    def own_guides(self) -> Path:
        """Staff's own guides, as files."""
        return self.home / "guides"

    @property
    def roster_csv(self) -> Path:
        """Who is on call when, as a CSV file."""
        return self.home / Path(self.roster).expanduser() if self.roster else self.home / "on_call.csv"

    @property
    def own_places(self) -> Path:
        """Names of places that staff added, as a CSV file."""
        return self.home / "places_overlay.csv"


def default_home(environ: Mapping[str, str]) -> Path:
    """The data folder: NORTHLINE_HOME, else the XDG data folder, else ~/.local/share/northline."""
    if home := environ.get("NORTHLINE_HOME"):
        return Path(home).expanduser()
    if data := environ.get("XDG_DATA_HOME"):
        return Path(data) / "northline"
    return Path.home() / ".local" / "share" / "northline"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises SettingsError with the file and key that cannot be used."""
    environ = os.environ if environ is None else environ
    home = default_home(environ)
    values = _from_file(home / FILE_NAME)
    names = [field.name for field in fields(Settings) if field.name != "home"]
    for name in names:
        if (value := environ.get(f"NORTHLINE_{name.upper()}")) is not None:
            values[name] = value
    if unknown := sorted(set(values) - set(names)):
        raise SettingsError(f"{home / FILE_NAME}: unknown setting {unknown[0]!r}. Known settings: {', '.join(names)}.")
    return Settings(home=home, **values)


def _from_file(path: Path) -> dict[str, str]:
    try:
        written = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise _unreadable(path, error) from error
    import tomllib  # most desks have no such file, and every start would wait for it

    try:
        table = tomllib.loads(written.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(path, error) from error
    for name, value in table.items():
        if not isinstance(value, str):
            raise SettingsError(f'{path}: {name} must be text in quotes, like {name} = "...".')
    return table


def _unreadable(path: Path, error: Exception) -> SettingsError:
    return SettingsError(f"{path} cannot be read: {error}. Correct the file, or move it away to go on with defaults.")
