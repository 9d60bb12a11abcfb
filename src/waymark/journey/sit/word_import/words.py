"""The sentences about a Word file: why it cannot be imported, and what changes when it is."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.kit.formatting import counted

SAVE_AGAIN = "In Word, select “Save as” and “Word document (.docx)”, then import the new file."
COPY_INSTEAD = "Or copy the text in Word and paste it into your answer."

REASONS = {
    "no_file": "Select a Word file (.docx)",
    "no_question": "Select which question the text answers",
    "too_big": f"The file must be 5 MB or smaller. Remove its pictures, save it and try again. {COPY_INSTEAD}",
    "not_word": f"The file must be a Word document (.docx). {SAVE_AGAIN} {COPY_INSTEAD}",
    "old_or_locked": f"This file is an older Word document (.doc) or has a password. {SAVE_AGAIN}",
    "damaged": f"The file is damaged or incomplete. {SAVE_AGAIN} {COPY_INSTEAD}",
    "locked": f"The file is encrypted. {SAVE_AGAIN}",
    "strange_parts": f"We can’t open this file because Word didn’t create it in the usual way. {SAVE_AGAIN}",
    "too_much": f"This file contains far more than an answer can hold, so we can’t read it. {COPY_INSTEAD}",
    "too_long": f"The file has more text than all your answers can hold. {COPY_INSTEAD}",
    "macros": f"We can’t open this file because it contains macros, which are small programs. {SAVE_AGAIN}",
    "files_inside": "We can’t open this file because it contains other files, such as the spreadsheet behind a chart. "
    f"Remove them, save the file and try again. {COPY_INSTEAD}",
    "document_type": f"We can’t open this file because it contains instructions Word never writes. {SAVE_AGAIN}",
    "nothing": "There’s no text in this file. We can’t read text in pictures.",
    "busy": "We’re reading other files right now. Wait a few seconds and try again.",
    "no_heading": "None of the file’s headings names a question, so we can’t split the text. Give each part a "
    "heading such as “Question 1”, or select one question for the whole text.",
}

LEFT_OUT = {
    "pictures": ("picture or drawing was", "pictures or drawings were"),
    "comments": ("comment was", "comments were"),
    "footnotes": ("footnote or endnote was", "footnotes or endnotes were"),
    "equations": ("equation was", "equations were"),
    "symbols": ("special symbol was", "special symbols were"),
    "deletions": ("tracked deletion was", "tracked deletions were"),
    "hidden": ("piece of hidden text was", "pieces of hidden text were"),
    "documents": ("inserted document was", "inserted documents were"),
}
"""Left out, with how many."""
WITHOUT_NUMBER = {
    "headers": "Page headers and footers were left out.",
    "formatting": "Italics, underlining and similar formatting were removed; the words are kept.",
    "list_levels": "Lists with several levels now have one level.",
}
CONVERTED = {
    "tables": ("table was", "tables were", " converted to lines, with | between the cells."),
    "text_boxes": ("text box was", "text boxes were", " converted to paragraphs."),
    "insertions": ("tracked insertion was", "tracked insertions were", " accepted."),
    "links": ("link was", "links were", " converted to plain text, without the web address."),
    "list_numbers": (
        "list number is",
        "list numbers are",
        " now typed. A typed number counts as a word here, but not in Word.",
    ),
}


def describe_changes(notes: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence for each kind of content that is not plain text: first what was left out, then what was converted."""
    left_out = [f"{counted(notes[key], *LEFT_OUT[key])} left out." for key in LEFT_OUT if notes.get(key)]
    without_number = [sentence for key, sentence in WITHOUT_NUMBER.items() if notes.get(key)]
    converted = [
        counted(notes[key], singular, plural) + ending
        for key, (singular, plural, ending) in CONVERTED.items()
        if notes.get(key)
    ]
    return (*left_out, *without_number, *converted)


def describe_unplaced(text: str, words: int) -> str:
    """Text before the first heading that names a question, which belongs to no answer."""
    excerpt = text if len(text) <= 60 else f"{text[:60].rstrip()}…"
    return (
        f"{counted(words, 'word comes', 'words come')} before the first heading that names a question "
        f"(“{excerpt}”). {'It isn’t' if words == 1 else 'They aren’t'} part of any answer."
    )
