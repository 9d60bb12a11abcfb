"""What is said of a Word file: why it was not read, and what of it is no plain text."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.kit.show import counted

SAVE_AGAIN = "In Word, choose “Save as”, “Word document (.docx)”, and bring the new file."
COPY_INSTEAD = "Or copy the text in Word and paste it into the answer."

REFUSED = {
    "no_file": "Choose a Word file (.docx).",
    "no_question": "Choose the question that the text answers.",
    "too_big": "The file is larger than 5 MB. Take out its pictures, save it again, and bring that file. "
    + COPY_INSTEAD,
    "not_word": f"This is not a Word document (.docx). {SAVE_AGAIN} {COPY_INSTEAD}",
    "old_or_locked": f"This is a document of an older Word (.doc), or it has a password. {SAVE_AGAIN}",
    "damaged": f"The file is damaged, or only a part of it arrived. {SAVE_AGAIN} {COPY_INSTEAD}",
    "locked": f"The file is encrypted. {SAVE_AGAIN}",
    "strange_parts": f"The file is not put together as Word does it, so it was not opened. {SAVE_AGAIN}",
    "too_much": f"There is far more in this file than an answer can hold, so it was not read. {COPY_INSTEAD}",
    "too_long": f"The file has more text than all answers together can hold. {COPY_INSTEAD}",
    "macros": f"The file holds macros, which are small programs, so it was not opened. {SAVE_AGAIN}",
    "files_inside": "The file holds other files, such as the spreadsheet behind a chart, so it was not opened. "
    "Take them out and save it again. " + COPY_INSTEAD,
    "document_type": f"The file holds instructions that Word never writes, so it was not opened. {SAVE_AGAIN}",
    "nothing": "There is no text in this file. Text inside pictures cannot be read.",
    "busy": "Other files are being read at this moment. Wait a few seconds, then bring the file again.",
    "no_heading": "No heading of this file names a question, so its text could not be shared out. Give each part "
    "a heading such as “Question 1”, or choose one question for the whole text.",
}

ONE_MANY = {
    "pictures": ("picture or drawing was", "pictures or drawings were"),
    "comments": ("comment was", "comments were"),
    "footnotes": ("footnote or endnote was", "footnotes or endnotes were"),
    "equations": ("equation was", "equations were"),
    "symbols": ("symbol of a special font was", "symbols of a special font were"),
    "deletions": ("deletion marked as a change was", "deletions marked as changes were"),
    "hidden": ("hidden piece of text was", "hidden pieces of text were"),
    "documents": ("document inserted in this one was", "documents inserted in this one were"),
}
"""Left out, each with its number."""
WITHOUT_NUMBER = {
    "headers": "What stands at the head and foot of each page was left out.",
    "looks": "Italics, underlines and the like are not kept; their words are.",
    "levels": "The levels of lists were made one level.",
}
TURNED = {
    "tables": ("table became", "tables became", " lines, with | between the cells."),
    "text_boxes": ("text box became", "text boxes became", " paragraphs."),
    "insertions": ("insertion marked as a change was", "insertions marked as changes were", " taken in."),
    "links": ("link was", "links were", " made text; the address behind was left out."),
    "numbers": (
        "number of a list is",
        "numbers of lists are",
        " typed now, and a typed number counts as a word. Word does not count it.",
    ),
}


def what_became(notes: Mapping[str, int]) -> tuple[str, ...]:
    """One sentence for each kind of thing that is no plain text: first what was left out, then what was turned."""
    left = [f"{_counted(notes[key], *ONE_MANY[key])} left out." for key in ONE_MANY if notes.get(key)]
    without = [says for key, says in WITHOUT_NUMBER.items() if notes.get(key)]
    turned = [
        _counted(notes[key], one, many) + ending
        for key, (one, many, ending) in TURNED.items()
        if notes.get(key)
    ]
    return (*left, *without, *turned)


def _counted(many: int, one: str, several: str) -> str:
    return counted(many, one, several)


def not_placed(text: str, words: int) -> str:
    shown = text if len(text) <= 60 else f"{text[:60].rstrip()}…"
    return (
        f"{counted(words, 'word stands', 'words stand')} before the first heading that names a question "
        f"(“{shown}”) and {'goes' if words == 1 else 'go'} to none."
    )
