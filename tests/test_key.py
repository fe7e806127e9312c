"""The key of the providers: what `key` writes, and where it refuses to."""

import os
import re
import stat
from pathlib import Path

import pytest

from durchstarten_cli import files
from durchstarten_cli.errors import OutputError
from durchstarten_cli.pseudonyms import Key
from tests.build import Capture, call, project

COMMENT = (
    "# Schlüssel für Pseudonyme (durchstarten). Nur die Träger bewahren ihn auf, jeder an einem "
    "sicheren Ort; die Kommune und andere Stellen bekommen ihn nie."
)
IN_PROJECT = (
    "Der Schlüssel darf nicht in einem Projektordner liegen: Nur die Träger kennen ihn, nie die "
    "Stelle, die zählt.\nBitte wählen Sie einen Ordner, den nur die Träger öffnen können.\n"
)


def test_writes_a_random_key_with_a_line_on_what_it_is(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "schluessel.txt"
    said = call(capsys, "key", path)
    assert (said.code, said.out) == (0, f"{path}\n")
    comment, secret, end = path.read_text(encoding="utf-8").split("\n")
    assert (comment, end) == (COMMENT, "")
    assert re.fullmatch("[0-9a-f]{64}", secret)
    sign = Key(bytes.fromhex(secret)).sign
    assert " ".join(said.err.split()) == (
        f"Der Schlüssel ist geschrieben; sein Kennzeichen ist {sign}. Geben Sie ihn nur an die "
        "anderen Träger weiter, auf einem sicheren Weg, und nie an die Kommune. Bewahren Sie eine "
        "Kopie an einem sicheren Ort auf: Ohne ihn entstehen andere Kennungen. "
        f"Die Datei: {path}"
    )
    assert secret not in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_only_its_owner_may_read_it(tmp_path: Path, capsys: Capture) -> None:
    call(capsys, "key", tmp_path / "k.txt")
    assert stat.S_IMODE((tmp_path / "k.txt").stat().st_mode) == 0o600


def test_no_two_keys_are_alike(tmp_path: Path, capsys: Capture) -> None:
    for name in "ab":
        call(capsys, "key", tmp_path / name)
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()


def test_a_key_is_never_overwritten(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "k.txt"
    call(capsys, "key", path)
    before = path.read_bytes()
    said = call(capsys, "key", path)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"{path} gibt es schon; es wurde nichts geschrieben.\n"
        "Bitte wählen Sie einen anderen Namen: Ein Schlüssel wird nie überschrieben.\n"
    )
    assert path.read_bytes() == before
    assert "Die Option --force gibt es hier nicht." in call(capsys, "key", path, "--force").err


@pytest.mark.parametrize("place", ["k.txt", "tief/darin/k.txt"])
def test_no_key_in_a_project_folder(place: str, tmp_path: Path, capsys: Capture) -> None:
    path = project(tmp_path / "projekt") / place
    path.parent.mkdir(parents=True, exist_ok=True)
    said = call(capsys, "key", path)
    assert (said.code, said.err) == (2, IN_PROJECT)
    assert not path.exists()


def test_no_key_in_a_project_folder_by_a_detour(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "projekt")
    monkeypatch.chdir(folder)
    assert call(capsys, "key", "k.txt").err == IN_PROJECT
    (tmp_path / "daneben").symlink_to(folder, target_is_directory=True)
    assert call(capsys, "key", tmp_path / "daneben" / "k.txt").err == IN_PROJECT


def test_missing_folder(tmp_path: Path, capsys: Capture) -> None:
    said = call(capsys, "key", tmp_path / "fehlt" / "k.txt")
    assert (said.code, said.err) == (
        2, "k.txt lässt sich nicht schreiben.\nBitte prüfen Sie Ordner und Rechte.\n")  # fmt: skip


def test_whole_or_not_at_all(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "k.txt"

    def full(_handle: int, _mode: str) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    said = call(capsys, "key", path)
    assert (said.code, said.err) == (
        2,
        "Auf dem Datenträger ist kein Platz mehr; es wurde nichts geschrieben.\n"
        "Bitte schaffen Sie Platz oder wählen Sie einen anderen Ordner.\n",
    )
    assert not path.exists()


def test_the_secret_is_in_no_message(tmp_path: Path, capsys: Capture) -> None:
    assert "secret" not in repr(Key(b"x" * 32))
    with pytest.raises(OutputError):
        files.write_private(tmp_path, b"geheim")
    assert "geheim" not in capsys.readouterr().err
