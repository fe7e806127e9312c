"""Every sentence with every kind of number is the one that was read: expected/saetze.txt."""

import re

from tests.drafts import expected
from tests.sentences import NAME, everything

MANY = r"(?:[2-9]|\d\d+|1\.234|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"


def test_every_sentence_is_the_one_that_was_read() -> None:
    assert everything() == expected(NAME)


def test_verbs_and_nouns_agree_with_every_number() -> None:
    text = expected(NAME)
    assert not re.findall(rf"\b{MANY} (?:Person|Teilnahme|Sitzung)\b", text)
    assert not re.findall(r"(?<![\d.,])\b(?:[01]|[Kk]?eine[rnms]?) (?:Personen|Sitzungen)\b", text)
    verb = r"(?:nahm|hat|ist|war|wurde|erhielt|endete|fand|wechselte)"
    assert not re.findall(rf"\b{verb} (?:laut [^.]+? )?{MANY} (?:Personen|Sitzungen)", text)
    verbs = r"(?:nahmen|haben|sind|waren|wurden|erhielten|endeten|fanden|wechselten)"
    assert not re.findall(rf"\b{verbs} (?:laut [^.]+? )?k?eine (?:Person|Sitzung)\b", text)
