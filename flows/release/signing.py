"""A signature over the checksums of a release, as minisign makes and verifies them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

# Signs the bytes of a file; the other argument is the comment that is signed with them.
Signer = Callable[[bytes, str], bytes]


# Prefect keeps the parameters of a flow in its database, and sends a flow to its workers: the one thing that holds a
# secret key is neither.
_of_this_run: ContextVar[Signer | None] = ContextVar("signer", default=None)


class SigningError(ValueError):
    """The key cannot be used; the message says why and what to do."""


def signer(key: Path, password: Callable[[], str]) -> Signer:
    """What signs with the secret key in the file `key`. `password` is asked only where the key is encrypted.

    The same key, bytes and comment give the same signature: the text of a `.minisig` file.

    Raises SigningError where the file is no secret key of minisign, the password is wrong, or the package is missing.
    """
    try:
        import minisign
    except ImportError as error:
        raise SigningError("Signing needs the package py-minisign: install Parley with the extra `sign`") from error
    try:
        secret = minisign.SecretKey.from_file(key)
        if secret.is_encrypted():
            secret.decrypt(password())
    except OSError as error:
        raise SigningError(f"{key}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SigningError(f"{key}: {error}; give the file of a secret key that `minisign -G` made") from error

    def sign(content: bytes, comment: str) -> bytes:
        return bytes(secret.sign(content, trusted_comment=comment)) + b"\n"

    return sign


@contextmanager
def signing(sign: Signer | None) -> Iterator[None]:
    """Lets the releases that are written meanwhile, in this context, be signed."""
    token = _of_this_run.set(sign)
    try:
        yield
    finally:
        _of_this_run.reset(token)


def signer_of_this_run() -> Signer | None:
    """What signs the releases that are written now; None where nothing does."""
    return _of_this_run.get()
