"""Does a word look as a name is written, or as one looks that was read with the wrong encoding?

| What is seen                                                    | What it tells             | Here            |
|-----------------------------------------------------------------|---------------------------|-----------------|
| a replacement character, a control character                    | a letter was lost         | `looks_wrong`   |
| a question mark inside or at the end of a word: `Jos?`          | a letter was lost         | `looks_wrong`   |
| an opening quotation mark at the end: `Zo‘`                     | the encoding is wrong     | `looks_wrong`   |
| a sign inside a word: `Jos√©`, `Nu¤ez`                           | the encoding is wrong     | `looks_wrong`   |
| a capital after a small letter that is not English: `JosŽ`      | the encoding is wrong     | `looks_wrong`   |
| accented letters that no one language uses together: `Núńez`    | the encoding may be wrong | `is_coherent`   |
| a name that is often met: `José`                                | the encoding is right     | `is_well_known` |

Letters of any script are letters; nothing is wrong with a name in Greek, Arabic or Chinese.
Pure: no Django, no clock, no file.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 200
"""What is longer is no name; only so much of it is looked at."""
_LANGUAGES = (
    "áéíñóúü",  # Spanish
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áâãàçéêíóôõúü",  # Portuguese
    "àèéìòù",  # Italian
    "àçéèíïóòúü·",  # Catalan
    "åäöé",  # Swedish
    "æøåéó",  # Danish and Norwegian
    "áðéíóúýþæö",  # Icelandic
    "âêîôûŵŷäëïöü",  # Welsh
    "áéíóú",  # Irish
    "àèìòù",  # Scottish Gaelic
    "ëïéèöü",  # Dutch
    "äöõüšž",  # Estonian and Finnish
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţșț",  # Romanian
    "čćđšž",  # Bosnian, Croatian, Serbian and Slovene
    "çë",  # Albanian
    "çğıöşüâî",  # Turkish
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
)
_OFTEN_MET = frozenset(
    """
    adèle adélaïde agnès aimée alícia amélie anaïs andré andréa andrés angélique antónio asunción
    aurélie beauséjour benoît björk björn bjørn brontë bronë bárbara bérénice böhm caitríona chloé
    chloë clémence cléo crête cédric céleste célia céline césar córdoba côté dafydd daniëlle dvořák
    désirée díaz dónal dürer esmé eugénie fabián fernández françois françoise frédéric fátima félix
    fíona garcía gaël gaëlle gisèle glória gonzález gonçalves gráinne grégoire gudrún gutiérrez gård
    géraldine gómez göran günter günther hernández hervé håkan håkon héloïse hélène ibáñez inés
    irène isaías ismaël iván iñigo jesús jiménez josé josée jovanović joão joël joëlle julián jäger
    jérémy jérôme jönsson jörg jørgen jürgen karolína kovačević krüger käthe kévin köhler leclère
    lefèvre lemaître lucía lukáš lázaro léa léo léon léonie lópez lúcia magalhães marián mariño
    martín martínez maría marín matías maëlle michał michèle mihály muñoz mái máire máirín månsson
    mélanie méndez mícheál mónica müller natália naïma nikolić novák nováková noël noëlle nuñez
    nyström núria núñez pavlína petrović peña pádraig páez pål pérez rachèle ramírez ramón raúl
    renáta rené renée rodríguez rosalía roísín rébecca régine ríordán róisín rúben schröder schäfer
    seán simón sinéad siobhán siân sjöberg sofía strauß ström stéphane stéphanie sánchez séamus
    sébastien séverine sílvia søndergård søren sørensen thérèse tomás tomáš valérie verónica vázquez
    víctor věra wałęsa wójcik ximénez yaël yáñez zoé zoë zürich ángel ángela åberg ångström åsa åse
    éamon édouard élise élodie éloïse émile émilie érica étienne ólafur órla óscar ødegård øyvind
    úna łucja łukasz łódź śmigły świerczyńska šimić žaneta
    """.split()
)
_APOSTROPHES = "'’‘ʻʼ`´"
_HARMLESS = frozenset(_APOSTROPHES + '-‐‑.,&()/:;+#*@_"“”!|[]' + "\u00a0\u202f\u200e\u200f")
_DASHES = "–—"
_PREFIXES = re.compile(r"(^|[-'’])(mac|mc|o|d|de|du|la|le|l|fitz|van|von)$")


@lru_cache(maxsize=20_000)
def looks_wrong(word: str) -> bool:
    """Whether a word has a character where none of its kind belongs."""
    if word.isascii() and word.isprintable() and "?" not in word:
        return False
    word = word[:LONGEST_WORD]
    padded = f" {word} "
    return any(
        _is_wrong(before, letter, after)
        for before, letter, after in zip(padded, padded[1:], padded[2:], strict=False)
    ) or _has_capital_inside(word)


def _is_wrong(before: str, letter: str, after: str) -> bool:
    touches_letter = before.isalpha() or after.isalpha()
    if letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs"):
        return True
    if letter == "?":
        return touches_letter
    if letter == "‘":
        return before.isalpha() and not after.isalpha()
    if letter == "·":
        return not (before in "lL" and after in "lL")
    if letter == "ß":
        return touches_letter and before.lower() not in "aeiouäöüy"
    if letter in _DASHES:
        return before.islower() and after.islower()
    if letter.isascii() or letter.isalpha() or letter in _HARMLESS:
        return False
    return touches_letter and unicodedata.category(letter) not in ("Mn", "Mc", "Cf", "Nd")


def _has_capital_inside(word: str) -> bool:
    """`JosŽ`, `OíHollin` or `OÕHollin`: small letters and capitals change where a letter is not English."""
    return any(
        _changes_wrongly(word[:place], letter, word[place:])
        for place, letter in enumerate(word)
        if place and not _PREFIXES.search(word[:place].lower())
    )


def _changes_wrongly(before: str, letter: str, rest: str) -> bool:
    last = before[-1]
    if not letter.isupper() or (letter.isascii() and last.isascii()):
        return False
    return last.islower() or (last.isupper() and rest.upper() != rest)


def is_coherent(word: str) -> bool:
    """Whether at least one language uses all accented letters of each part of the word; other scripts always do."""
    parts = re.split(r"[-‐‑'’ʼ]", word[:LONGEST_WORD].lower())
    return all(_one_language(part) for part in parts)


def _one_language(part: str) -> bool:
    special = {letter for letter in part if letter.isalpha() and not letter.isascii()}
    if any("LATIN" not in unicodedata.name(letter, "") for letter in special):
        return True
    known = "".join(_LANGUAGES)
    if any(letter not in known for letter in special):
        return not special & set("þðÿµ")  # a language we do not list, unless the letter is rare in all
    return any(special <= set(letters) for letters in _LANGUAGES)


def is_well_known(word: str) -> bool:
    parts = [part for part in re.split(r"[-‐‑'’ʼ.,()]", word[:LONGEST_WORD].lower()) if not part.isascii()]
    return bool(parts) and all(part in _OFTEN_MET for part in parts)
