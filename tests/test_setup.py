"""run.py: what decides whether it installs, from where, and what it says when it cannot."""

import os
import sys
from pathlib import Path

import pytest

import run


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", *(f"requirements/{name}.txt" for name in run.LEVELS["dev"])):
        (tmp_path / name).write_text(name)
    return tmp_path


def fingerprint(checkout: Path, level: str = "runtime", version: str = "3.11") -> str:
    return run.fingerprint(checkout, level, version, "/usr")


@pytest.mark.parametrize(("version", "refused"), [((3, 10), True), ((3, 11), False)])
def test_an_old_python_is_refused_in_one_sentence(version: tuple[int, int], refused: bool) -> None:
    assert ("3.11 or later" in run.too_old(version)) is refused


def test_the_same_checkout_has_the_same_fingerprint(checkout: Path) -> None:
    assert fingerprint(checkout) == fingerprint(checkout)


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/runtime.txt"])
def test_a_changed_file_changes_the_fingerprint(checkout: Path, name: str) -> None:
    before = fingerprint(checkout)
    (checkout / name).write_text("changed")
    assert fingerprint(checkout) != before


def test_development_tools_do_not_matter_to_the_sample(checkout: Path) -> None:
    before = fingerprint(checkout)
    (checkout / "requirements/dev.txt").write_text("changed")
    assert fingerprint(checkout) == before


def test_another_python_or_level_is_another_environment(checkout: Path) -> None:
    kinds = {fingerprint(checkout, level, v) for level in run.LEVELS for v in ("3.11", "3.12")}
    assert len(kinds) == 4


def test_a_complete_environment_is_left_as_it_is(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    python = complete(checkout, "runtime")
    assert run.set_up(checkout, "runtime", None, {}) == python
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("made_for", "asked_for"), [("", "runtime"), ("runtime", "dev"), ("dev", "runtime")]
)
def test_without_the_stamp_of_its_level_it_is_not_complete(
    checkout: Path, made_for: str, asked_for: str
) -> None:
    complete(checkout, made_for)
    # A missing folder of wheels stops the set-up, once it has begun, before it does anything.
    with pytest.raises(run.SetUpError, match="no folder of wheels"):
        run.set_up(checkout, asked_for, str(checkout / "nowhere"), {})


def test_a_stamp_without_its_python_does_not_count(checkout: Path) -> None:
    complete(checkout, "runtime").unlink()
    with pytest.raises(run.SetUpError, match="no folder of wheels"):
        run.set_up(checkout, "runtime", str(checkout / "nowhere"), {})


def complete(checkout: Path, level: str) -> Path:
    """An environment as a finished set-up leaves it, as far as the next one looks at it."""
    venv = checkout / ".venv"
    python = run.venv_python(venv, os.name)
    python.parent.mkdir(parents=True)
    python.touch()
    version, base = sys.version, sys.base_prefix
    run.write_stamp(venv, {run.fingerprint(checkout, level, version, base)} if level else set())
    return python


def test_wheels_come_from_the_named_folder_and_nowhere_else(tmp_path: Path) -> None:
    options = run.pip_options(str(tmp_path))
    assert options[-3:] == ["--no-index", "--find-links", str(tmp_path)]


@pytest.mark.parametrize("wheels", [None, ""])
def test_without_a_folder_of_wheels_pip_asks_its_index(wheels: str | None) -> None:
    assert "--no-index" not in run.pip_options(wheels)


def test_variables_that_mislead_python_and_pip_are_dropped() -> None:
    environ = {"PATH": "/bin", "PYTHONPATH": "/x", "VIRTUAL_ENV": "/y", "PIP_TARGET": "/z"}
    assert run.clean(environ) == {"PATH": "/bin"}


@pytest.mark.parametrize(
    ("said", "enough"),
    [("pip 22.2.2 from x", False), ("pip 22.3 from x", True), ("No module named pip", False)],
)
def test_pip_must_be_able_to_serve_another_environment(said: str, enough: bool) -> None:
    assert run.new_enough(said) is enough


@pytest.mark.parametrize("arguments", [[], ["tets"]])
def test_a_wrong_command_lists_the_right_ones(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(arguments, {}) == 1
    shown = capsys.readouterr().err
    assert all(f"  {name} " in shown for name in run.COMMANDS)


def test_arguments_after_the_command_are_handed_on() -> None:
    options = run.parse(["--wheels", "w", "test", "-k", "name", "--wheels"])
    assert (options.wheels, options.rest) == ("w", ["-k", "name", "--wheels"])


def test_the_scripts_folder_of_windows_is_known() -> None:
    assert run.venv_python(Path(), "nt") == Path("Scripts/python.exe")
