"""Dates and times of day as records print them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from operator import ne
from typing import Literal

from flows.lexicons import entries, mapping
from flows.segment.remembered import remembered_line, remembered_word

Precision = Literal["day", "month", "year"]

DAY = r"(?<!\d)(?<!\d\.)(?:0?[1-9]|[12]\d|3[01])(?:(?:st|nd|rd|th|er|d(?![a-z]))\.?|\.|º|°|[\"”»])?(?!\d)"
# A footnote's mark can be glued to the year: "1956" and "2" print as "19562".
YEAR = r"(?:1[6-9]|20)\d\d(?!\d{3})"
DASH = r"\s?(?:-|–|—|/|&|to|and|until|through)\s?"
ROMAN = {
    number: n for n, number in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], 1)
}
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
CLOCK = (
    r"(?:\d{1,2}(?:\s?[:.]\s?\d\d)?\s?(?:[ap]\.?\s?m\b\.?|o['’]clock|noon|midnight|h(?:ou)?rs?\b\.?|h\b|Uhr\b)"
    r"|[0-2]?\d[:.][0-5]\d(?:\sUhr\b)?|\d{4}\s?h(?:ou)?rs?\b\.?|noon|midnight|midday)"
)
BARE_CLOCK = r"(?:[0-2]?\d[0-5]\d|\d{1,2})"
TIME = re.compile(
    rf"(?:\b(?:at|from|between)\s)?(?P<time>(?:\b{BARE_CLOCK}(?:\s?[-–—~]{{1,2}}\s?|\sto\s))?\b{CLOCK}(?:(?:\s?[-–—~]{{1,2}}\s?"
    rf"|\s(?:to|and|until|till)\s|,\s)(?:{CLOCK}|{BARE_CLOCK}(?!\d)))*)",
    re.IGNORECASE,
)
LONGEST_CONFERENCE = 14  # days
WRITTEN_WITHIN = 62  # days after a talk in which its record is written
DIGIT = re.compile(r"\d")
DIGIT_OR_NAMED_HOUR = re.compile(r"\d|noon|mid(?:night|day)", re.IGNORECASE)
BESIDE_DIGITS = re.compile(r"(?<![^\W_])[A-Z0][A-Za-z]{5,8}(?=\.?,?\s?\d)")
SHORTEST_MISREAD = 6  # letters of a month that one wrong letter leaves what it is
MISREAD = re.compile(r"[lIO\d](?<![^\W_][lIO\d])(?:(?<=\d)|(?=[lIO]{0,2}\d))[lIO\d]{1,3}(?:st|nd|rd|th)?(?![^\W_])")
AS_DIGITS = str.maketrans("lIO", "110")
IN_WORDS = re.compile(
    r"[HhTtNd](?<!\w[HhTtNd])(?:(?<=[Hh])(?:undred|UNDRED)|(?<=[Tt])(?:housand|HOUSAND)|(?<=N)(?:ineteen|INETEEN)"
    r"|(?<=d)ay of)\b|o(?<=[a-z][snrt][tdh] o)f\b"
)
HOUR_AFTER_AT = re.compile(r"\bat\s([0-2]\d[0-5]\d)\b")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at `text[start:end]`; `first` is the first day of the month or year where `precision` says so."""

    start: int
    end: int
    first: date
    last: date | None
    precision: Precision


@cache
def months() -> dict[str, int]:
    """Every spelling of a month in lower case, with its number."""
    return {word.lower(): number for number, line in enumerate(entries("months"), 1) for word in line.split()}


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=lambda name: (-len(name), name)))
    month = rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])\.?"
    first = "".join(sorted({re.escape(name[0]) for name in months()}))
    # What begins with a month is looked for only where a word begins.
    return re.compile(
        rf"(?=[\d{first}])(?:(?<![^\W\d_])(?!\d)(?:(?P<m1>{month})\s?(?:the\s)?\[?(?P<d1>{DAY})\]?(?:{DASH}(?P<m1b>{month})?\s?(?P<d1b>{DAY}))?\s?[,.]?\s?[(\[]?"
        rf"(?P<y1>{YEAR}|['’]\d\d\b)|(?P<m6>{month})\s?,?\s?(?P<y6>{YEAR}))"
        rf"|(?=\d)(?:(?P<d2>{DAY})(?:(?:\s(?P<m2a>{month}))?{DASH}(?P<d2b>{DAY}))?[\s-]?(?:of\s"
        rf"|de\s)?(?:day\sof\s)?(?P<m2>{month})(?:-|\s?,?\s?)(?:(?:of|de)\s|\[)?(?P<y2>{YEAR}|['’]?\d\d\b(?![:.,]\d))"
        rf"|(?P<y3>{YEAR})(?P<sep3>[./-])(?P<n3>0\d|1[0-2])(?P=sep3)(?P<d3>[0-3]\d)(?!\d)"
        rf"|(?P<y7>{YEAR})\)?\.?,?\s(?P<m7>{month})\s(?P<d7>{DAY})(?!,?\s?{YEAR})"
        rf"|(?P<y9>{YEAR})\),?\s(?P<d9>{DAY})\s(?P<m9>{month})(?!,?\s?{YEAR})"
        rf"|(?P<d4>{DAY})\s?[./-]?\s?(?P<r4>[IVX]{{1,4}})(?:(?:\s?[./-]\s?|\s)(?P<y4>{YEAR})|[./-](?P<y4s>\d\d)(?![\d./-]*\d))"
        rf"|(?<![\d./-])(?P<d5>[0-3]?\d)(?P<sep>[./-])\s?(?P<n5>[0-3]?\d)(?P=sep)\s?(?P<y5>{YEAR}|\d\d)(?![\d./-]*\d)"
        rf"|(?P<d8>[0-3]\d)[0-2]\d[0-5]\d\s?Z\s(?P<m8>{month})\s(?P<y8>(?:19|20)?\d\d)(?!\d)))",
        re.IGNORECASE,
    )


@cache
def _in_words() -> re.Pattern[str]:
    """ "The fourth day of May, nineteen hundred and fifty-six"."""
    word = f"(?:{'|'.join(mapping('number-words'))})"
    names = "|".join(sorted(map(re.escape, months()), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"\b(?P<day>{word}(?:-{word})?)(?:\sday)?\sof\s(?:the month of\s)?(?P<month>{names})\b,?\s"
        r"(?:in the year\s|of\s)?"
        rf"(?P<year>{word}(?:(?:[\s-]|\sand\s){word}){{1,6}}|{YEAR})\b",
        re.IGNORECASE,
    )


def _value(words: str) -> int:
    """What a number in words, or in digits, is: "nineteen hundred and fifty-six" is 1956."""
    if words.isdigit():
        return int(words)
    thousands = rest = 0
    for word in re.split(r"[\s-]+(?:and\s)?", words.lower()):
        number = int(mapping("number-words")[word])
        if number == 1000:
            thousands, rest = rest * number, 0
        elif number == 100:
            rest *= number
        else:
            rest = rest * 100 + number if 10 < rest < 21 and number >= 10 else rest + number  # "nineteen fifty-six"
    return thousands + rest


def digits(text: str) -> str:
    """A text, as long as before, in which letters that a typist or scanner put for digits are digits: "l957", "1O"; and
    those that it put into the names of months are theirs: "Novembcr 3".
    """
    text = MISREAD.sub(lambda match: match[0].translate(AS_DIGITS), text)
    return BESIDE_DIGITS.sub(lambda match: _month_meant(match[0]), text)


@remembered_word
def _month_meant(word: str) -> str:
    """The month that a word names in English but for one letter, as long as the word; else the word."""
    if word.lower() in months():
        return word
    english = (line.split()[0] for line in entries("months"))
    alike = (month for month in english if len(month) == len(word) >= SHORTEST_MISREAD)
    return next((month for month in alike if sum(map(ne, month.lower(), word.lower())) == 1), word)


@remembered_line
def find_dates(text: str) -> tuple[PrintedDate, ...]:
    """The complete dates of a text in order, to the day or the month; offsets index `text`.

    Left out: dates without a year, days that no calendar has, and `3/4/1956`, which is read in two
    ways.
    """
    if DIGIT.search(text) is None:
        return tuple(_read_words(text))
    text = digits(text)
    found: list[PrintedDate] = []
    for match in _pattern().finditer(text):
        printed = _read(match)
        if printed is None:
            continue
        previous = found[-1] if found else None
        if previous and previous.last is None and previous.precision == printed.precision == "day":
            between = text[previous.end : printed.start]
            joined = re.fullmatch(rf"(?:{DASH}|\s[-–—]\s)(?:{WEEKDAY},?\s)?", between, re.IGNORECASE)
            if joined and previous.first < printed.first:
                found[-1] = replace(previous, end=printed.end, last=printed.first)
                continue
        found.append(printed)
    days = any(printed.precision == "day" for printed in found)
    return tuple(found) if days else tuple(_read_words(text)) or tuple(found)


def _read_words(text: str) -> Iterable[PrintedDate]:
    """The dates that are given in words."""
    for match in _in_words().finditer(text) if IN_WORDS.search(text) else ():
        try:
            first = date(_value(match["year"]), _month(match["month"]), _value(match["day"]))
        except (ValueError, KeyError):  # without regard to case, "s" is also "ſ", which no lexicon has
            continue
        yield PrintedDate(match.start(), match.end(), first, None, "day")


def _read(match: re.Match[str]) -> PrintedDate | None:
    group = match.groupdict()
    last = None
    precision: Precision = "day"
    try:
        if group["y1"]:
            year, month = _year(group["y1"]), _month(group["m1"])
            first = date(year, month, _number(group["d1"]))
            if group["d1b"]:
                last = date(year, _month(group["m1b"]) if group["m1b"] else month, _number(group["d1b"]))
        elif group["y2"]:
            year, month = _year(group["y2"]), _month(group["m2"])
            first = date(year, _month(group["m2a"]) if group["m2a"] else month, _number(group["d2"]))
            if group["d2b"]:
                last = date(year, month, _number(group["d2b"]))
        elif group["y3"]:
            first = date(int(group["y3"]), int(group["n3"]), int(group["d3"]))
        elif group["y7"]:
            first = date(int(group["y7"]), _month(group["m7"]), _number(group["d7"]))
        elif group["y9"]:  # of another calendar's: "Showa 40 (1965), 18 February"
            first = date(int(group["y9"]), _month(group["m9"]), _number(group["d9"]))
        elif group["y8"]:  # of a telegram, with the hour: "141420Z JUN 76"
            first = date(_year(group["y8"]), _month(group["m8"]), _number(group["d8"]))
        elif group["r4"]:
            first = date(_year(group["y4"] or group["y4s"]), ROMAN[group["r4"].upper()], _number(group["d4"]))
        elif group["y5"]:
            day, month = int(group["d5"]), int(group["n5"])
            if group["sep"] != "." and day <= 12 < month:
                day, month = month, day
            elif group["sep"] != "." and day <= 12 and day != month:
                return None
            first = date(_year(group["y5"]), month, day)
        else:
            first, precision = date(int(group["y6"]), _month(group["m6"]), 1), "month"
    except (ValueError, KeyError):
        return None
    if last is not None and last <= first:
        last = None
    end = match.start() + len(match.group().rstrip())
    return PrintedDate(match.start(), end, first, last, precision)


def _month(word: str) -> int:
    return months()[word.lower().rstrip(".")]


def _number(day: str) -> int:
    return int("".join(c for c in day if c in "0123456789"))


def _year(year: str) -> int:
    number = int(year.lstrip("'’"))
    return number if number > 99 else 1900 + number


@cache
def _without_year() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=lambda name: (-len(name), name)))
    month = rf"(?<![^\W\d_])(?:{names})\b\.?"
    return re.compile(
        rf"(?:on|of|for)\s(?:the\s)?(?:{WEEKDAY},?\s)?(?:the\s)?(?:(?:(?P<m1>{month})\s(?P<d1>{DAY})|(?P<d2>{DAY})\s(?:of\s)?(?P<m2>{month}))"
        rf"(?!,?\s?(?:{YEAR}))"
        rf"|(?P<d3>{DAY})\s?(?:(?P<this>inst(?:ant\b|\.)|of this month\b)|(?P<last>ult(?:imo\b|\.))))",
        re.IGNORECASE,
    )


def find_day_before(text: str, written: date) -> PrintedDate | None:
    """The first day without its year ("3 May", "the 3rd instant") in the weeks before a text was written."""
    for match in _without_year().finditer(text):
        day = _number(match["d1"] or match["d2"] or match["d3"])
        if match["d3"]:
            before = written.replace(day=1) - timedelta(days=1) if match["last"] else written
            month, years = before.month, [before.year]
        else:
            month, years = _month(match["m1"] or match["m2"]), [written.year, written.year - 1]
        for year in years:
            try:
                first = date(year, month, day)
            except ValueError:
                continue
            if 0 <= (written - first).days <= WRITTEN_WITHIN:
                start = min(match.start(group) for group in ("m1", "d1", "d2", "d3") if match[group])
                return PrintedDate(start, match.end(), first, None, "day")
    return None


def find_day_between(text: str, first: date, last: date) -> date | None:
    """The only day, printed without its year, of those from one to another, if they are a few: "Thursday, 5 May"."""
    found: set[date] = set()
    for match in _bare_day().finditer(text) if (last - first).days <= LONGEST_CONFERENCE else ():
        month, day = months()[(match["m1"] or match["m2"]).lower()], _number(match["d1"] or match["d2"])
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        found.update(one for one in days if (one.month, one.day) == (month, day))
    return found.pop() if len(found) == 1 else None


@cache
def _bare_day() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=lambda name: (-len(name), name)))
    month = rf"(?<![^\W\d_])(?:{names})\b"
    return re.compile(
        rf"(?:(?P<d1>{DAY})\s(?P<m1>{month})|(?P<m2>{month})\s(?P<d2>{DAY}))(?!,?\s?(?:{YEAR}|['’]\d)|{DASH}\d)",
        re.IGNORECASE,
    )


def find_time(text: str, dates: Iterable[PrintedDate] = ()) -> tuple[int, int] | None:
    """Where the first time of day stands in a text, with the end that follows it; not inside `dates`."""
    text = digits(text)
    for printed in dates:
        text = text[: printed.start] + "\n" * (printed.end - printed.start) + text[printed.end :]
    if DIGIT_OR_NAMED_HOUR.search(text) is None:
        return None
    match = TIME.search(text)
    if match:
        return match.span("time")
    match = HOUR_AFTER_AT.search(text)
    return match.span(1) if match else None
