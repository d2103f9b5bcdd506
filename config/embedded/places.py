"""Where the embedded servers keep their data and listen, and the URLs that follow from it.

Nothing here starts anything: settings ask for the URLs each time a process starts.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from config import environment as env

CHECKOUT = Path(__file__).resolve().parent.parent.parent
ROLE = "on_record"
"""The application's role: it reads and writes rows, and owns nothing."""

OWNER = "on_record_owner"
"""The role that owns the tables and migrates them."""

DATABASE = "on_record"
POSTGRES_PORT = 5432
"""Names the socket's file. PostgreSQL listens on no network address."""

SOCKETS_ROOT = Path("/tmp")  # noqa: S108  (a socket's path may have about 100 characters; what lies there is checked)

EMBEDDED_DIR = env.string(
    "EMBEDDED_DIR", "", "Where the embedded servers keep their data.", shown="embedded/ below VAR_DIR"
)


class PlaceRefused(Exception):
    """A folder of ours can't be trusted or made. The message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one pair of embedded servers. `uid` is the user who starts them."""

    data: Path
    logs: Path
    sockets: Path
    uid: int

    @property
    def postgres_data(self) -> Path:
        """PostgreSQL's data, where the checkout's folder can hold them."""
        return self.data / "postgres"

    @property
    def valkey_data(self) -> Path:
        """Valkey's append-only file."""
        return self.data / "valkey"

    @property
    def postgres_socket(self) -> Path:
        """The folder of PostgreSQL's socket, owned by the user it runs under."""
        return self.sockets / "postgres"

    @property
    def valkey_socket(self) -> Path:
        """Valkey's socket."""
        return self.sockets / "valkey.sock"

    def password_file(self, role: str) -> Path:
        """Where the password of a database role is kept, mode 0600."""
        return self.data / f"password-{role}"


def places_in(data: Path, logs: Path) -> Places:
    """The places of servers whose data lie in `data`. Their sockets' folder is named after it and the user."""
    uid = os.getuid()
    data = data.expanduser().resolve()
    key = hashlib.blake2b(f"{uid}:{data}".encode(), digest_size=6).hexdigest()
    return Places(data, logs.expanduser().resolve(), SOCKETS_ROOT / f"on-record-{key}", uid)


def var_dir() -> Path:
    """Where this checkout keeps its data: `VAR_DIR`, or `var/`."""
    return Path(env.given("VAR_DIR") or CHECKOUT / "var").expanduser().resolve()


def checkout_places() -> Places:
    """The places of this checkout's own servers."""
    return places_in(Path(EMBEDDED_DIR) if EMBEDDED_DIR else var_dir() / "embedded", var_dir() / "log")


def database_url(places: Places | None = None, role: str = ROLE) -> str:
    """The URL of the embedded PostgreSQL for one of its roles, as libpq and django-environ read it.

    Before the server's first start there is no password yet, and the URL has none.
    """
    places = places or checkout_places()
    try:
        password = ":" + quote(places.password_file(role).read_text().strip(), safe="")
    except (FileNotFoundError, PermissionError):
        password = ""
    return f"postgresql://{role}{password}@:{POSTGRES_PORT}/{DATABASE}?host={places.postgres_socket}"


def owner_url(places: Places | None = None) -> str:
    """The URL of the embedded PostgreSQL for the role that migrates."""
    return database_url(places, OWNER)


def redis_url(places: Places | None = None) -> str:
    """The URL of the embedded Valkey, as redis-py and Django's cache read it."""
    return f"unix://{(places or checkout_places()).valkey_socket}?db=0"


def celery_url(url: str) -> str:
    """The same broker as Celery writes it: `unix://…?db=1` becomes `redis+socket://…?virtual_host=1`.

    Any other URL is given back as it is.
    """
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return f"redis+socket://{login}{unquote(parts.path)}?virtual_host={query.get('db', '0')}"


def make_private(folder: Path, mode: int = 0o700) -> None:
    """Makes a folder of ours with just this mode, or makes sure that the one there is ours.

    Raises:
        PlaceRefused: something else stands there, or another user made it.
    """
    try:
        folder.mkdir(mode=mode, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise PlaceRefused(f"{folder} should be a folder of ours, and something else stands there.") from None
        if found.st_uid != os.getuid():
            raise PlaceRefused(
                f"{folder} belongs to another user (number {found.st_uid}), so it can't be trusted. "
                "Remove it, or set EMBEDDED_DIR to another folder."
            ) from None
    folder.chmod(mode)


def make_data_folder(places: Places) -> None:
    """Makes the servers' folder. Where root starts them, PostgreSQL's own user must be able to pass through it.

    Raises:
        PlaceRefused: something else stands there, or another user made it.
    """
    make_private(places.data, 0o711 if places.uid == 0 else 0o700)


def kept_password(path: Path) -> str:
    """The password kept in a file of mode 0600, made and written the first time."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        password = secrets.token_urlsafe(24)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(password + "\n")
        fresh.replace(path)
        return password
