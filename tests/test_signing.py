"""The signature over the checksums of a release."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import minisign
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.release.folder import SIGNATURE, SUMS, same_release, verify_sums
from flows.release.signing import SigningError, signer
from tests.conftest import Seed
from tests.release_sample import release


@pytest.fixture
def pair() -> minisign.KeyPair:
    return minisign.KeyPair.generate()


def stored(secret: minisign.SecretKey, folder: Path) -> Path:
    """The file of a secret key."""
    file = folder / "minisign.key"
    file.write_bytes(bytes(secret))
    return file


def no_password() -> str:
    pytest.fail("a password was asked for")


def test_the_signature_is_of_the_checksums_and_names_the_release(tmp_path: Path, pair: minisign.KeyPair) -> None:
    folder = release(tmp_path / "dist", sign=signer(stored(pair.secret_key, tmp_path), no_password))
    signature = minisign.Signature.from_file(folder / SIGNATURE)
    pair.public_key.verify((folder / SUMS).read_bytes(), signature)
    assert signature.trusted_comment == "sample 0.1.0"
    with pytest.raises(minisign.VerifyError):
        pair.public_key.verify((folder / SUMS).read_bytes() + b"\n", signature)


def test_the_program_minisign_verifies_it(tmp_path: Path, pair: minisign.KeyPair) -> None:
    program = shutil.which("minisign")
    if program is None:
        pytest.skip("the program minisign is not installed")
    folder = release(tmp_path / "dist", sign=signer(stored(pair.secret_key, tmp_path), no_password))
    command = [program, "-Vm", SUMS, "-P", pair.public_key.to_base64().decode()]
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0
    (folder / SUMS).write_text("other sums", encoding="utf-8")
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode != 0


def test_a_signature_is_no_part_of_what_is_compared(tmp_path: Path, pair: minisign.KeyPair) -> None:
    plain = release(tmp_path / "a")
    signed = release(tmp_path / "b", sign=signer(stored(pair.secret_key, tmp_path), no_password))
    assert same_release(plain, signed) == []
    assert verify_sums(signed) == []


def test_the_same_key_gives_the_same_signature(tmp_path: Path, pair: minisign.KeyPair) -> None:
    key = stored(pair.secret_key, tmp_path)
    folders = [release(tmp_path / name, sign=signer(key, no_password)) for name in "ab"]
    assert (folders[0] / SIGNATURE).read_bytes() == (folders[1] / SIGNATURE).read_bytes()


def test_the_password_of_an_encrypted_key_is_asked_for(tmp_path: Path, pair: minisign.KeyPair) -> None:
    pair.secret_key.encrypt("lighthouse", opslimit=32768, memlimit=16777216)
    key = stored(pair.secret_key, tmp_path)
    signature = minisign.Signature.from_bytes(signer(key, lambda: "lighthouse")(b"text", "a comment"))
    pair.public_key.verify(b"text", signature)
    with pytest.raises(SigningError, match=r"minisign\.key: wrong password"):
        signer(key, lambda: "harbour")


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match=r"nowhere\.key: cannot be read: No such file"):
        signer(tmp_path / "nowhere.key", no_password)
    (tmp_path / "text.key").write_text("no key\nat all\n", encoding="utf-8")
    with pytest.raises(SigningError, match=r"text\.key: .*give the file of a secret key that `minisign -G` made"):
        signer(tmp_path / "text.key", no_password)


def test_without_the_package_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "minisign", None)
    with pytest.raises(SigningError, match="needs the package py-minisign"):
        signer(tmp_path / "minisign.key", no_password)


def test_the_command_stops_before_anything_is_read(tmp_path: Path) -> None:
    key = tmp_path / "nowhere.key"
    (tmp_path / "seeds").mkdir()
    done = CliRunner().invoke(main, ["release", "--seeds", str(tmp_path / "seeds"), "--sign", str(key)])
    assert done.exit_code == 2
    assert f"{key}: cannot be read" in done.stderr


@pytest.mark.usefixtures("prefect_server")
def test_the_flow_signs(seed: Seed, tmp_path: Path, pair: minisign.KeyPair) -> None:
    from flows import pipeline

    seeds = seed("harbour-talk")
    shutil.copy(Path(__file__).parent.parent / "seeds" / "people.yaml", seeds)
    sign = signer(stored(pair.secret_key, tmp_path), no_password)
    outcome = pipeline.run(sign=sign, seeds=seeds, out=tmp_path / "dist", version="0.1.0", work=tmp_path / "work")
    assert outcome.folder is not None
    signature = minisign.Signature.from_file(outcome.folder / SIGNATURE)
    pair.public_key.verify((outcome.folder / SUMS).read_bytes(), signature)
