"""What a cell means: dates by fixed formats only, codes by the word list only, ids as text.

A value is read into another form or marked as unreadable, never changed into another value.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from durchstarten_cli.periods import last_of_month
from durchstarten_cli.vocabulary import Vocabulary, plain

UNREADABLE, MONTH, CODE = "unreadable", "month", "code"
STRUCK, STRUCK_ENTRY, SHORTENED = "struck", "struck_entry", "shortened"

# A time of the day belongs to the same day, in a text as in a cell of Excel.
_TIME = r"(?:(?: |T|, )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: Uhr)?)?"
_DMY = re.compile(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})\. ?([a-zä]+)\.? (\d{4})")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[./-](\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_MONTH_NAME = re.compile(r"([a-zä]+)\.?[ /](\d{4})")
_LEAD = re.compile(r"^(?:ab|seit|am|zum) +", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("januar", "jan", "jänner"),
            ("februar", "feb"),
            ("märz", "mrz", "mär"),
            ("april", "apr"),
            ("mai",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("dezember", "dez"),
        ],
        start=1,
    )
    for name in names
}
TWO_DIGIT_YEARS = 2050
"""Two-digit years are those of 1951 to 2050."""
SERIALS = range(20_000, 80_000)
"""Excel's day numbers that are taken for dates (1954 to 2119)."""


@dataclass(frozen=True)
class Read:
    """A value as read; `mark` says what is to be told about it, or nothing."""

    value: object = None
    mark: str | None = None


Reader = Callable[[object], Read]


def text_of(cell: object) -> str:
    """A cell as text in one form, outer blanks off; whole numbers without their ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return one_form(str(cell).strip())


def one_form(text: str) -> str:
    """The same signs in one form: an umlaut may be written as one sign or as two.

    Signs that nobody sees, as they stand around days copied from Windows, are left out: what looks
    the same is the same.
    """
    if text.isascii():
        return text
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", seen).replace("\u00a0", " ").strip()


def read_text(cell: object) -> Read:
    """Text as it stands, or nothing."""
    return Read(text_of(cell) or None)


def read_number(cell: object) -> Read:
    """A whole number from 0 to 120, as ages are."""
    text = text_of(cell)
    if text.isdecimal() and len(text) <= 3 and int(text) <= 120:
        return Read(float(text))
    return Read() if text == "" else Read(mark=UNREADABLE)


def read_year(cell: object) -> Read:
    """A year of birth with four digits."""
    text = text_of(cell)
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return Read(float(text))
    return Read() if text == "" else Read(mark=UNREADABLE)


def code_reader(words: Vocabulary, column: str, own: Mapping[str, str]) -> Reader:
    """Reads entries of a coded column by the word list and the provider's remembered entries."""
    entries = {**words.entries[column], **{plain(entry): code for entry, code in own.items()}}

    def read(cell: object) -> Read:
        spelled = plain(text_of(cell))
        if spelled in entries:
            return Read(entries[spelled])
        if spelled in words.unknown:
            return Read("unknown")
        return Read() if spelled in ("", "-") else Read(mark=CODE)

    return read


def date_reader(words: Vocabulary, *, open_end: bool, last_day: bool) -> Reader:
    """Reads dates. `open_end`: open-end words mean nothing; `last_day`: a month means its last day.

    "Unknown" is no open end: an exit on an unknown day is marked unreadable.
    """

    def read(cell: object) -> Read:
        text = text_of(cell)
        if text == "" or (open_end and plain(text) in words.open_ends):
            return Read()
        day = _day(cell, text)
        if day is not None:
            return Read() if day.year == 9999 and open_end else Read(day)
        return _month(text, last_day) or _nothing_or_unreadable(text, words, open_end)

    return read


_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_PART = re.compile(
    r"(?:([1-4])\. ?(?:quartal|q)|q([1-4])|([12])\. ?(?:halbjahr|hj))[ /]+(\d{4})", re.ASCII
)
_BETWEEN = re.compile(r" ?(?: bis | - |–|—|\.\.)[ ]?|(?<=\d)-(?=\d{1,2}[./])", re.ASCII)


def read_span(cell: object) -> Read:
    """A time as "2022-01-01..2022-12-31": a year, half, quarter, month, or from one to another."""
    text = text_of(cell).casefold()
    if text == "":
        return Read()
    if _YEAR.fullmatch(text):
        return Read(f"{text}-01-01..{text}-12-31")
    if match := _PART.fullmatch(text):
        quarter, other, half, year = match.groups()
        months = 3 if quarter or other else 6
        last = months * int(quarter or other or half)
        end = last_of_month(int(year), last)
        return Read(f"{year}-{last - months + 1:02}-01..{end}")
    first, *rest = _BETWEEN.split(text.removeprefix("von "))
    begin, end_ = _edge(first, last=False), _edge(rest[0] if rest else first, last=True)
    if len(rest) > 1 or begin is None or end_ is None or begin > end_:
        return Read(mark=UNREADABLE)
    return Read(f"{begin}..{end_}")


def _edge(text: str, *, last: bool) -> dt.date | None:
    """The first or last day that a day, a month or a year means."""
    if _YEAR.fullmatch(text):
        return dt.date(int(text), 12, 31) if last else dt.date(int(text), 1, 1)
    month = _month(text, last)
    day = _day(text, text) if month is None else month.value
    return day if isinstance(day, dt.date) else None


def day_of(cell: object) -> dt.date | None:
    """The day that a cell says, None where it says none that is certain."""
    return _day(cell, text_of(cell))


def _nothing_or_unreadable(text: str, words: Vocabulary, open_end: bool) -> Read:
    says_nothing = plain(text) in words.unknown or text in ("-", "–", "—")
    return Read() if says_nothing and not open_end else Read(mark=UNREADABLE)


def _day(cell: object, text: str) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and SERIALS.start <= cell < SERIALS.stop:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(cell))
    bare = _bare(text)
    if match := _DMY.fullmatch(bare):
        return _date(_full_year(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(bare) or _COMPACT.fullmatch(bare):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDED.fullmatch(bare.casefold()):
        return _date(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    return None


def _bare(text: str) -> str:
    """A date without the word before it."""
    return _LEAD.sub("", text)


def _month(text: str, last_day: bool) -> Read | None:
    bare = _bare(text).casefold()
    if match := _MONTH_NUMBER.fullmatch(bare):
        month, year = int(match[1]), int(match[2])
    elif match := _ISO_MONTH.fullmatch(bare):
        year, month = int(match[1]), int(match[2])
    elif match := _MONTH_NAME.fullmatch(bare):
        month, year = _MONTHS.get(match[1], 0), int(match[2])
    else:
        return None
    if not 1 <= month <= 12 or year < 1900:
        return None
    return Read(last_of_month(year, month) if last_day else dt.date(year, month, 1), MONTH)


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    year = TWO_DIGIT_YEARS // 100 * 100 + int(digits)
    return year if year <= TWO_DIGIT_YEARS else year - 100


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
