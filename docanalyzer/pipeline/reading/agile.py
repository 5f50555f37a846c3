"""The key of an Office file in agile encryption (MS-OFFCRYPTO 2.3.4.11–13), from its password.

msoffcrypto-tool has this too, but refuses what Word 2010 wrote (hashes shorter than the key or not filled up to
whole blocks) and hashes the password twice.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_HASHES = {"SHA1": "sha1", "SHA-1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}
_BLOCK = 16
_FILLING = b"\x36"
_FOR_INPUT = b"\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79"
_FOR_VALUE = b"\xd7\xaa\x0f\x6d\x30\x61\x34\x4e"
_FOR_KEY = b"\x14\x6e\x0b\xe7\xab\xac\xd0\xd6"


class WrongPassword(Exception):
    """The password is not the file's."""


def agile_key(info: dict[str, Any], password: str) -> bytes:
    """info: of msoffcrypto's OOXMLFile, whose spinValue it has checked. Raises WrongPassword, KeyError, ValueError."""
    name, salt, size = (
        _HASHES[info["passwordHashAlgorithm"]],
        info["passwordSalt"],
        info["passwordKeyBits"] // 8,
    )
    digest = hashlib.new(name, salt + password.encode("utf-16-le")).digest()
    one = getattr(hashlib, name)
    for number in range(info["spinValue"]):
        digest = one(struct.pack("<I", number) + digest).digest()

    def decrypted(data: bytes, purpose: bytes) -> bytes:
        key = one(digest + purpose).digest().ljust(size, _FILLING)[:size]
        vector = salt.ljust(_BLOCK, _FILLING)[:_BLOCK]
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        return bytes(cipher.update(data) + cipher.finalize())

    told = one(decrypted(info["encryptedVerifierHashInput"], _FOR_INPUT)).digest()
    if decrypted(info["encryptedVerifierHashValue"], _FOR_VALUE)[: len(told)] != told:
        raise WrongPassword
    return decrypted(info["encryptedKeyValue"], _FOR_KEY)[:size]
