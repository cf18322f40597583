"""The town's signing keys: files beside the data, one private key at a time, and the record of every rotation.

`<HOME>/keys` holds `first.vkey` (the first public key), `rotation-001.note`… (signed statements), and one private key
a file, `<id>.key`, readable by its owner only.
"""

import base64
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

from chapitre.kernel.ledger.notes import (
    ED25519_TYPE,
    NoteError,
    NoteKey,
    NoteSignature,
    format_note,
    format_vkey,
    parse_vkey,
    strict_base64,
)
from chapitre.kernel.ledger.rotation import KeyPeriod, Rotation, follow_rotations, format_rotation
from chapitre.kernel.town import town

PRIVATE_PREFIX = "PRIVATE+KEY+"


class KeysError(RuntimeError):
    """The keys are not as they should be; the message says what to do."""


@dataclass(frozen=True)
class SigningKey:
    """A private key with its name."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> NoteKey:
        return NoteKey(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> NoteSignature:
        """The signature of a note's text."""
        public = self.public
        return NoteSignature(public.name, public.key_id, self.private.sign(text.encode()))


def origin() -> str:
    """The log's name, in its checkpoints and its keys; it never changes."""
    return str(getattr(settings, "CHAPITRE_ORIGIN", "")) or town().origin


def folder() -> Path:
    """Where the keys are."""
    return Path(settings.HOME) / "keys"


def check_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is right; faster than the plain Python of `ed25519`, which outsiders use."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def generate() -> SigningKey:
    """Makes the log's first key. Raises KeysError if there is one already."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder() / "first.vkey").exists():
        raise KeysError(_("Ce registre a déjà une clé. Pour en changer, faites une rotation."))
    key = _new_key()
    _publish("first.vkey", f"{format_vkey(key.public)}\n")
    return key


def statements() -> list[str]:
    """The signed rotation statements, oldest first; published with every edition."""
    return [path.read_bytes().decode() for path in sorted(folder().glob("rotation-*.note"))]


def periods() -> list[KeyPeriod]:
    """Every key the log has had and the sizes it signs; none before `generate`. Raises KeysError on a broken chain."""
    path = folder() / "first.vkey"
    if not path.exists():
        return []
    try:
        found = follow_rotations(parse_vkey(path.read_text().removesuffix("\n")), statements(), check_signature)
    except (NoteError, ValueError) as error:
        raise KeysError(_("Le dossier des clés est abîmé : %(error)s.") % {"error": error}) from error
    if found[0].key.name != origin():
        raise KeysError(
            _("Les clés sont celles de « %(name)s », et ce registre s’appelle « %(origin)s ».")
            % {"name": found[0].key.name, "origin": origin()}
        )
    return found


def trusted(size: int) -> list[NoteKey]:
    """The public keys that may have signed a checkpoint of this size (one, or none)."""
    return [period.key for period in periods() if period.covers(size)]


def current() -> SigningKey:
    """The private key in use. Raises KeysError if there is none, if it is lost, or if others may read it."""
    known = periods()
    if not known:
        raise KeysError(_("Ce registre n’a pas encore de clé : lancez « chapitre init »."))
    return _load(known[-1].key)


def rotate(size: int, *, lost: bool = False) -> SigningKey:
    """Makes a new key that signs every size after `size`; the key in use signs for it, unless it is `lost`.

    Sign a checkpoint at `size` first: the old key vouches for the log up to there. Raises KeysError.
    """
    known = periods()
    if not known:
        raise KeysError(_("Ce registre n’a pas encore de clé : lancez « chapitre init »."))
    if size < known[-1].first - 1:
        raise KeysError(_("La rotation précédente est postérieure à cette taille."))
    signers = [] if lost else [_load(known[-1].key)]
    new = _new_key()
    text = format_rotation(Rotation(size, known[-1].key, new.public))
    note = format_note(text, [key.sign(text) for key in [*signers, new]])
    _publish(f"rotation-{len(known):03}.note", note)
    return new


def format_private(key: SigningKey) -> str:
    """The private key as one line, in the form that other signed-note tools read."""
    public = key.public
    material = base64.b64encode(ED25519_TYPE + key.private.private_bytes_raw()).decode()
    return f"{PRIVATE_PREFIX}{key.name}+{public.key_id.hex()}+{material}"


def parse_private(line: str) -> SigningKey:
    """The private key of such a line. Raises NoteError unless every part is right, the id included."""
    parts = line.removeprefix(PRIVATE_PREFIX).split("+", 2)
    if not line.startswith(PRIVATE_PREFIX) or len(parts) != 3:
        raise NoteError("not a private key")
    material = strict_base64(parts[2])
    if len(material) != 33 or material[:1] != ED25519_TYPE:
        raise NoteError("not an Ed25519 private key")
    key = SigningKey(parts[0], Ed25519PrivateKey.from_private_bytes(material[1:]))
    if key.public.key_id.hex() != parts[1]:
        raise NoteError("the key's id does not match the key")
    return key


def _new_key() -> SigningKey:
    key = SigningKey(origin(), Ed25519PrivateKey.generate())
    _write(folder() / f"{key.public.key_id.hex()}.key", f"{format_private(key)}\n", 0o600)
    return key


def _load(public: NoteKey) -> SigningKey:
    path = folder() / f"{public.key_id.hex()}.key"
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise KeysError(_("D’autres que vous peuvent lire %(path)s : faites « chmod 600 ».") % {"path": path})
        key = parse_private(path.read_text().removesuffix("\n"))
    except (OSError, ValueError) as error:
        raise KeysError(
            _("La clé privée %(path)s manque ou est abîmée : remettez-la depuis sa sauvegarde hors ligne.")
            % {"path": path}
        ) from error
    if key.public != public:
        raise KeysError(_("Le fichier %(path)s ne contient pas la clé annoncée.") % {"path": path})
    return key


def _publish(name: str, text: str) -> None:
    """Puts a file in place whole, or raises KeysError if another process was first."""
    draft = folder() / f".{name}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    _write(draft, text, 0o644)
    try:
        os.link(draft, folder() / name)
    except FileExistsError as error:
        raise KeysError(_("Un autre processus vient de changer les clés : recommencez.")) from error
    finally:
        draft.unlink()
    _sync_folder()


def _write(path: Path, text: str, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    _sync_folder()


def _sync_folder() -> None:
    """Makes new names in the folder survive a power cut."""
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
