"""A file's password on its way from the browser to the worker that reads the file: used once, never stored.

Redis keeps what passes through it on its disk, so a password is sealed to the workers that read: each has a
key of its own, in its memory alone, and says the public half with its heartbeat. What a dead worker's seal holds
nobody can open any more; then the password is asked for again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from docanalyzer import events

if TYPE_CHECKING:
    from docanalyzer.documents.models import Document

PASSWORD_SECONDS = 300
KEY_SECONDS = 60
PREFIX = "sealing:"
_NONCE = bytes(12)
"""Each seal has a key of its own."""
_own = X25519PrivateKey.generate()
"""Made when a process begins; the children that a worker forks share their parent's."""


def offer_key() -> None:
    """Called by a reading worker with its heartbeat. Raises RedisError."""
    events.client().set(f"{PREFIX}{_own.public_key().public_bytes_raw().hex()}", "", ex=KEY_SECONDS)


def hand_over_password(document: Document, password: str) -> None:
    """Keep a password for the worker to use once, sealed, for minutes, never in the database."""
    client = events.client()
    keys = {str(key).removeprefix(PREFIX) for key in client.scan_iter(f"{PREFIX}*", count=1000)}
    keys.add(_own.public_key().public_bytes_raw().hex())
    pipe = client.pipeline()
    pipe.delete(_place(document))
    pipe.hset(_place(document), mapping={key: seal(password, bytes.fromhex(key)) for key in keys})
    pipe.expire(_place(document), PASSWORD_SECONDS)
    pipe.execute()


def take_password(document: Document) -> str:
    """The password that was handed over, once; "" if there is none that this process can open."""
    pipe = events.client().pipeline()
    pipe.hget(_place(document), _own.public_key().public_bytes_raw().hex())
    pipe.delete(_place(document))
    sealed = cast(str | None, pipe.execute()[0])
    return unseal(sealed, _own) if sealed else ""


def seal(text: str, receiver: bytes) -> str:
    """Hexadecimal digits that only the holder of the receiver's X25519 key can open."""
    sender = X25519PrivateKey.generate()
    key = _shared(sender.exchange(X25519PublicKey.from_public_bytes(receiver)))
    public = sender.public_key().public_bytes_raw()
    return (public + ChaCha20Poly1305(key).encrypt(_NONCE, text.encode(), public)).hex()


def unseal(sealed: str, receiver: X25519PrivateKey) -> str:
    """ "" where it was sealed to another key."""
    data = bytes.fromhex(sealed)
    public, encrypted = data[:32], data[32:]
    key = _shared(receiver.exchange(X25519PublicKey.from_public_bytes(public)))
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, encrypted, public).decode()
    except InvalidTag:
        return ""


def _shared(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"docanalyzer password").derive(secret)


def _place(document: Document) -> str:
    return f"password:document:{document.pk}"
