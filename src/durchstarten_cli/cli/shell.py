"""One place where errors become a sentence and an exit code. No traceback, no value of a record."""

import errno
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.errors import DurchstartenError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

FAULT, INTERRUPTED = 3, 130


def main() -> None:
    """The program's entry point."""
    gc.disable()  # a short life among millions of cells: looking for cycles costs a tenth of it
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.unraisablehook = _tell_nothing
    sys.exit(run(sys.argv[1:]))


def _tell_nothing(_unraisable: object) -> None:
    """What fails while something is thrown away helps nobody, and its traceback may hold data."""


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns the exit code (0 done, 1 obstacle, 2 usage, 3 fault, 130 Ctrl-C)."""
    try:  # around all imports of size, so that Ctrl-C is answered from the first moment on
        return _told(arguments)
    except KeyboardInterrupt:
        return _interrupted()


def _told(arguments: Sequence[str]) -> int:
    from typer.exceptions import TyperException

    debug = "--debug" in arguments
    words = [word for word in arguments if word != "--debug"]
    try:
        return _invoke(words)
    except DurchstartenError as error:
        _say(error.message, error.remedy)
        return error.exit_code
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error, file=sys.stderr)
        else:
            _say(*_usage(error))
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has enough of it
        return 0
    except MemoryError:
        _say("Der Arbeitsspeicher reicht nicht.", "Bitte prüfen Sie weniger Dateien auf einmal.")
        return 2
    except OSError as error:
        return _system(error)
    except Exception as error:
        return _fault(error, debug=debug)


def _invoke(words: list[str]) -> int:
    from durchstarten_cli.cli.program import app

    code = app(words, prog_name="durchstarten", standalone_mode=False)
    return _interrupted() if code == INTERRUPTED else int(code or 0)


def _say(message: str, remedy: str) -> None:
    """To a person in lines that fit the terminal, to a log in whole ones."""
    lines = [line for text in (message, remedy) if text for line in text.split("\n")]
    if sys.stderr.isatty():
        lines = [part for line in lines for part in wrapped(line.lstrip(), _indent(line))]
    print(*lines, sep="\n", file=sys.stderr)


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip()))


def _interrupted() -> int:
    _say("Abgebrochen.", "Halbfertige Ergebnisse wurden nicht geschrieben.")
    return INTERRUPTED


def _usage(error: "TyperException") -> tuple[str, str]:
    """Typer's complaint about the call, in German; it may only repeat what was typed."""
    param = getattr(error, "param", None)
    name = _name_of(param)
    option = getattr(error, "option_name", None)
    kind = type(error).__name__
    typed = str(error)
    sentences = {
        "NoSuchOption": f"Die Option {option} gibt es hier nicht.",
        "MissingParameter": f"Es fehlt eine Angabe: {name}.",
        "BadParameter": f"Die Angabe zu {name} ist nicht möglich{_meant(param)}.",
        "BadOptionUsage": f"Zur Option {option} fehlt ein Wert.",
    }
    message = sentences.get(kind)
    if message is None and typed.startswith("No such command"):
        name = typed.removeprefix("No such command ").partition(". Did you")[0].strip(".'\"")
        message = f"Den Befehl „{name}“ gibt es nicht."
    return message or "Der Aufruf ist nicht verständlich.", (
        "„durchstarten --help“ zeigt alle Befehle, „durchstarten BEFEHL --help“ die Angaben dazu."
    )


def _name_of(param: Any) -> str:
    """An option as it is typed, an argument as the help calls it."""
    typed = [name for name in getattr(param, "opts", ()) if name.startswith("--")]
    return typed[0] if typed else str(getattr(param, "metavar", None) or "ANGABE")


def _meant(param: Any) -> str:
    """What the help says of it."""
    text = str(getattr(param, "help", None) or "").rstrip(".")
    return f" ({text})" if text else ""


def _system(error: OSError) -> int:
    if error.errno == errno.ENOSPC:
        _say("Auf dem Datenträger ist kein Platz mehr.", "Bitte schaffen Sie Platz.")
        return 2
    name = Path(str(error.filename)).name if error.filename else "Eine Datei"
    _say(f"{name} lässt sich nicht lesen oder schreiben.", "Bitte prüfen Sie Pfad und Rechte.")
    return 2


def _fault(error: Exception, *, debug: bool) -> int:
    """A fault of the program. What went wrong inside may hold data, so only --debug writes it."""
    import secrets

    number = secrets.token_hex(4)
    _say(
        f"Das ist ein Fehler des Programms (Kennzeichen {number}).",
        "Bitte melden Sie ihn. Mit --debug entsteht eine Datei mit Einzelheiten; sie kann Angaben "
        "aus den Lieferungen enthalten und bleibt im Haus.",
    )
    if debug:
        _write_details(Path(f"durchstarten-fehler-{number}.txt"), error)
    return FAULT


def _write_details(path: Path, error: Exception) -> None:
    import traceback

    try:
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        _say(f"Einzelheiten: {path}", "")
    except OSError:
        _say(f"Die Einzelheiten lassen sich nicht schreiben: {path}", "")
