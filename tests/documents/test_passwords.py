"""A password passes through Redis, which keeps a file on the disk: sealed, and used once."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from docanalyzer import events
from docanalyzer.accounts.models import User
from docanalyzer.documents import passwords
from docanalyzer.documents.passwords import hand_over_password, offer_key, seal, take_password, unseal
from tests.people import make_document


def test_what_redis_is_given_does_not_hold_the_password(owner: User) -> None:
    document = make_document(owner)
    hand_over_password(document, "sesame")
    place = f"password:document:{document.pk}"
    kept = str(events.client().hgetall(place))
    assert kept != "{}"
    assert "sesame" not in kept
    assert b"sesame".hex() not in kept
    assert 0 < events.client().ttl(place) <= passwords.PASSWORD_SECONDS


def test_a_worker_opens_what_was_sealed_to_it_once(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    worker, web, other = (X25519PrivateKey.generate() for _ in range(3))
    monkeypatch.setattr(passwords, "_own", worker)
    offer_key()
    monkeypatch.setattr(passwords, "_own", web)
    document = make_document(owner)
    hand_over_password(document, "芝麻")
    monkeypatch.setattr(passwords, "_own", worker)
    assert take_password(document) == "芝麻"
    assert take_password(document) == ""
    monkeypatch.setattr(passwords, "_own", web)
    hand_over_password(document, "sesame")
    monkeypatch.setattr(passwords, "_own", other)
    assert take_password(document) == ""


def test_a_seal_opens_with_its_key_only() -> None:
    mine, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    sealed = seal("sesame", mine.public_key().public_bytes_raw())
    assert unseal(sealed, mine) == "sesame"
    assert unseal(sealed, other) == ""
    assert seal("sesame", mine.public_key().public_bytes_raw()) != sealed
