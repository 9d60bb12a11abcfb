"""Reading Word files: the exact text, the list of changes, and no crash whatever the file holds."""

from __future__ import annotations

import json

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from waymark.journey.sit.word_import import child_process, words
from waymark.journey.sit.word_import.importing import import_word_file
from waymark.journey.sit.word_import.plain_text import Block, BlockKind, TextRun, join_runs, to_plain_text
from waymark.journey.sit.word_import.splitting import split_by_questions
from waymark.journey.sit.word_import.tests.docx_files import (
    SPACES,
    body_of,
    paragraph,
    parts_of,
    word_file,
    word_file_of,
    written,
    zipped,
)

INSERTED = 'w:id="1" w:author="A" w:date="2026-10-20T10:00:00Z"'


def read(data):
    """The text and the notes, read in this process."""
    answer = json.loads(child_process.work(data))
    assert "refused" not in answer, answer
    blocks = [Block(BlockKind(kind), text, number) for kind, text, number in answer["blocks"]]
    return to_plain_text(blocks), answer["notes"]


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_typical_report_is_read_word_for_word():
    document = docx.Document()
    document.add_heading("Question 1: What is going wrong?", 1)
    opening = document.add_paragraph("The trust’s leaders “own” the plan – but nobody else does. ")
    opening.add_run("Three schools").bold = True
    opening.add_run(" have begun.")
    for text in ("Reading in Year 4", "Attendance\u00a0at Northgate"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("Choose", "Prepare", "Deliver"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=2, cols=3)
    for index, text in enumerate(["School", "2025", "2026", "Northgate", "61 %", "68 %"]):
        table.cell(index // 3, index % 3).text = text
    document.add_paragraph("")
    last = document.add_paragraph("It costs £1,200,")
    last.add_run().add_break()
    last.add_run("a year.")
    text, notes = read(written(document))
    assert text == (
        "## Question 1: What is going wrong?\n\n"
        "The trust’s leaders “own” the plan – but nobody else does. **Three schools** have begun.\n\n"
        "- Reading in Year 4\n- Attendance at Northgate\n1. Choose\n2. Prepare\n3. Deliver\n\n"
        "School | 2025 | 2026\nNorthgate | 61 % | 68 %\n\n"
        "It costs £1,200,\na year."
    )
    assert notes == {"list_numbers": 3, "tables": 1}


def test_only_formatting_that_is_on_is_counted():
    properties = '<w:rPr><w:i w:val="0"/><w:lang w:val="en-GB"/><w:u w:val="single"/></w:rPr>'
    assert read(word_file(f"<w:p>{run('Text', properties)}</w:p>")) == ("Text", {"formatting": 1})


def test_tracked_insertions_are_accepted_and_deletions_left_out():
    inside = (
        f"<w:p>{run('We will ')}<w:ins {INSERTED}>{run('not ')}</w:ins>"
        f"<w:del {INSERTED}><w:r><w:delText>perhaps </w:delText></w:r></w:del>{run('wait')}"
        f"<w:moveFrom {INSERTED}>{run('moved away')}</w:moveFrom>"
        f"<w:moveTo {INSERTED}>{run(', moved here')}</w:moveTo></w:p>"
    )
    assert read(word_file(inside)) == ("We will not wait, moved here", {"insertions": 2, "deletions": 2})


def test_paragraph_with_a_deleted_end_continues_in_the_next():
    deleted = f"<w:pPr><w:rPr><w:del {INSERTED}/></w:rPr></w:pPr>"
    inside = (
        paragraph("One ", properties=deleted) + paragraph("sentence.") + paragraph("Last", properties=deleted)
    )
    assert read(word_file(inside))[0] == "One sentence.\n\nLast"


def test_content_that_is_not_text_is_left_out_and_listed():
    inside = (
        f"<w:p>{run('Seen')}<w:r><w:drawing/></w:r><w:r><w:pict/></w:r><w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:sym w:font='Wingdings' w:char='F0E0'/></w:r>"
        "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"
        f"{run('hidden', '<w:rPr><w:vanish/></w:rPr>')}{run(' slanted', '<w:rPr><w:i/></w:rPr>')}"
        f"<w:hyperlink r:id='r9'>{run(' a link')}</w:hyperlink>"
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:sectPr><w:headerReference r:id='r1'/></w:sectPr>"
    )
    text, notes = read(word_file(inside))
    assert text == "Seen slanted a link"
    assert words.describe_changes(notes) == (
        "2 pictures or drawings were left out.",
        "1 comment was left out.",
        "1 footnote or endnote was left out.",
        "1 equation was left out.",
        "1 special symbol was left out.",
        "1 piece of hidden text was left out.",
        "Page headers and footers were left out.",
        "Italics, underlining and similar formatting were removed; the words are kept.",
        "1 link was converted to plain text, without the web address.",
    )


def test_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    inside = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('Beside it')}</w:p>"
    )
    assert read(word_file(inside)) == ("In the box\n\nBeside it", {"text_boxes": 1})


def test_bold_by_style_and_bold_switched_off():
    styles = (
        f"<w:styles {SPACES}><w:style w:type='character' w:styleId='Fett'><w:name w:val='Strong'/>"
        "<w:rPr><w:b/></w:rPr></w:style><w:style w:type='paragraph' w:styleId='Rubrik'><w:name w:val='heading 3'/>"
        "</w:style><w:style w:type='paragraph' w:styleId='Mine'><w:basedOn w:val='Rubrik'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Lead'><w:rPr><w:b/></w:rPr></w:style></w:styles>"
    )
    by_style = "<w:rPr><w:rStyle w:val='Fett'/></w:rPr>"
    switched_off = "<w:rPr><w:rStyle w:val='Fett'/><w:b w:val='0'/></w:rPr>"
    inside = f"<w:p>{run('strong', by_style)}{run(' and ')}{run('not', switched_off)}</w:p>"
    inside += paragraph("Own heading", properties="<w:pPr><w:pStyle w:val='Mine'/></w:pPr>")
    inside += paragraph("All of it", properties="<w:pPr><w:pStyle w:val='Lead'/></w:pPr>")
    parts = parts_of(body_of(inside))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    parts["word/_rels/document.xml.rels"] = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='s' Type='{kind}' Target='styles.xml'/></Relationships>"
    )
    parts["word/styles.xml"] = styles
    assert read(zipped(parts))[0] == "**strong** and not\n\n## Own heading\n\n**All of it**"


def test_strict_files_and_nested_tables_are_read():
    cell = f"<w:tc>{paragraph('Inner')}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('Outer')}{inner}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    strict = body_of(outer).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read(zipped(parts_of(strict)))[0] == "Outer Inner | Inner |"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([TextRun(" a "), TextRun(" b ", True), TextRun("c")], "a  **b** c"),
        ([TextRun("a", True), TextRun(" "), TextRun("b", True)], "**a b**"),
        ([TextRun("one\ntwo", True)], "**one**\n**two**"),
        ([TextRun("  ", True)], ""),
    ],
)
def test_bold_encloses_words_only(runs, text):
    assert join_runs(runs) == text


def test_numbered_list_continues_after_a_paragraph():
    document = docx.Document()
    for text in ("a", "b"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("between")
    document.add_paragraph("c", style="List Number")
    assert read(written(document))[0] == "1. a\n2. b\n\nbetween\n\n3. c"


# --- plain text to Word and back -----------------------------------------------------------------------------

WORD = st.text(st.sampled_from("abcdeé’–£“”漢ж0123456789,;:()%"), min_size=1, max_size=8)
PLAIN = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
WITH_BOLD = st.one_of(PLAIN, st.tuples(PLAIN, PLAIN, PLAIN).map(lambda parts: "{} **{}** {}".format(*parts)))
BLOCK = st.one_of(
    st.builds(Block, st.sampled_from([BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBER]), WITH_BOLD),
    st.builds(Block, st.just(BlockKind.HEADING), PLAIN),
)


def numbered(blocks):
    """Numbers the items as python-docx does, which has one numbered list for the whole file."""
    count, result = 0, []
    for block in blocks:
        count += block.kind is BlockKind.NUMBER
        result.append(Block(block.kind, block.text, count if block.kind is BlockKind.NUMBER else 0))
    return result


def has_no_list_marks(blocks):
    return not any(block.text.lstrip("0123456789").startswith(". ") for block in blocks)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCK, min_size=1, max_size=8).filter(has_no_list_marks).map(numbered))
@example([Block(BlockKind.NUMBER, "a", 1), Block(BlockKind.BULLET, "b"), Block(BlockKind.NUMBER, "c", 2)])
def test_plain_text_survives_a_trip_through_word(blocks):
    text = to_plain_text(blocks)
    assert read(word_file_of(text))[0] == text


# --- splitting by questions ----------------------------------------------------------------------------------

TITLES = ["What is going wrong?", "Which solution, and why?", "How will it last?"]


def test_text_is_split_by_its_headings():
    blocks = [
        Block(BlockKind.PARAGRAPH, "My name"),
        Block(BlockKind.HEADING, "Question 1"),
        Block(BlockKind.PARAGRAPH, "First."),
        Block(BlockKind.HEADING, "A heading of my own"),
        Block(BlockKind.PARAGRAPH, "**Q3: lasting**"),
        Block(BlockKind.PARAGRAPH, "Third."),
        Block(BlockKind.HEADING, "2. Which solution – and why?"),
        Block(BlockKind.PARAGRAPH, "Second."),
        Block(BlockKind.HEADING, "Question 7"),
    ]
    split = split_by_questions(blocks, titles=TITLES)
    assert [block.text for block in split.before] == ["My name"]
    assert {number: [block.text for block in part] for number, part in split.parts.items()} == {
        1: ["First.", "A heading of my own"],
        2: ["Second.", "Question 7"],
        3: ["Third."],
    }


@pytest.mark.parametrize(
    "text", ["Question 1 of the board was hard to answer.", "3. Which solution, and why?"]
)
def test_sentence_is_not_a_heading(text):
    assert not split_by_questions([Block(BlockKind.PARAGRAPH, text)], titles=TITLES).parts


def test_child_process_reads_the_same_text():
    data = word_file(paragraph("In a child") + "<w:p><w:r><w:drawing/></w:r></w:p>")
    imported = import_word_file(data)
    assert to_plain_text(imported.blocks) == "In a child"
    assert imported.changes == ("1 picture or drawing was left out.",)


# --- any elements, any bytes ---------------------------------------------------------------------------------

TAGS = (
    "w:p w:r w:t w:pPr w:rPr w:numPr w:ins w:del w:moveFrom w:moveTo w:tbl w:tr w:tc w:sdt w:drawing w:pict w:br w:tab "
    "w:txbxContent w:hyperlink mc:Fallback m:oMath w:pStyle w:numId w:ilvl w:outlineLvl w:b w:vanish w:rStyle w:sym"
).split()
VALUES = ["", "0", "1", "8", "-1", "9" * 5000, "x", "true"]


@st.composite
def elements(draw, depth=4):
    """Any of Word's elements, nested in any way."""
    tag, value = draw(st.sampled_from(TAGS)), draw(st.sampled_from(VALUES))
    inside = "".join(draw(st.lists(elements(depth - 1), max_size=3))) if depth else "text"
    return f'<{tag} w:val="{value}" w:type="{value}">{inside}</{tag}>'


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(elements(), max_size=6))
def test_no_order_of_elements_crashes_the_reader(inside):
    answer = json.loads(child_process.work(word_file("".join(inside))))
    assert "blocks" in answer
    words.describe_changes(answer["notes"])


SOUND = word_file_of("## Plan\n\nSay **why**.\n\n- one\n\n1. two")


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.binary(max_size=4)), min_size=1, max_size=5))
def test_no_changed_bytes_crash_the_reader(changes):
    data = bytearray(SOUND)
    for start, new in changes:
        data[start : start + len(new)] = new
    answer = json.loads(child_process.work(bytes(data)))
    assert "blocks" in answer or answer["refused"] in words.REASONS


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_no_cut_and_no_noise_crashes_the_reader(noise, cut):
    for data in (noise, b"PK\x03\x04" + noise, SOUND[:-cut] + noise, noise + SOUND, SOUND + noise):
        answer = json.loads(child_process.work(data))
        assert "blocks" in answer or answer["refused"] in words.REASONS


@pytest.mark.parametrize(
    ("text", "place", "becomes"),
    [
        ("6", "superscript", "10⁶"),
        ("-3", "superscript", "10⁻³"),
        ("2", "subscript", "10₂"),
        ("2n", "superscript", "10^(2n)"),
        ("x2", "subscript", "10_(x2)"),
        ("th", "superscript", "10th"),
        ("max", "subscript", "10max"),
    ],
)
def test_a_raised_or_lowered_figure_keeps_its_meaning(text, place, becomes):
    properties = f'<w:rPr><w:vertAlign w:val="{place}"/></w:rPr>'
    assert read(word_file(f"<w:p>{run('10')}{run(text, properties)}</w:p>"))[0] == becomes


@pytest.mark.parametrize("kind", ["page", "column", "textWrapping", ""])
def test_a_break_never_joins_two_words(kind):
    mark = f'<w:br w:type="{kind}"/>' if kind else "<w:br/>"
    text, _ = read(word_file(f"<w:p>{run('before')}<w:r>{mark}</w:r>{run('after')}</w:p>"))
    assert text.split() == ["before", "after"]
