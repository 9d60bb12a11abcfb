"""What programs put on the clipboard as HTML, and the plain text it becomes at the desk: (html, text, dropped)."""

WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta name=ProgId content=Word.Document><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View>
</w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->"""
WORD_FOOT = "<!--EndFragment--></body></html>"
IGNORE = "<![if !supportLists]><span style='mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>"
IGNORED = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>"


def word(inside: str) -> str:
    return WORD_HEAD + inside + WORD_FOOT


def word_item(mark: str, text: str, level: int = 1) -> str:
    style = f"text-indent:-18.0pt;mso-list:l0 level{level} lfo1"
    return f"<p class=MsoListParagraphCxSpMiddle style='{style}'>{IGNORE}{mark}{IGNORED}{text}<o:p></o:p></p>"


CORPUS: dict[str, tuple[str, str, dict[str, int]]] = {
    "Word: a paragraph broken over lines, with smart quotes and hard spaces": (
        word(
            "<p class=MsoNormal>The trust’s leaders “own”\nthe plan –\nbut\u00a0nobody\r\nelse does.<o:p></o:p></p>"
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>A second one.<o:p></o:p></p>"
        ),
        "The trust’s leaders “own” the plan – but nobody else does.\n\nA second one.",
        {},
    ),
    "every weight from 600 is bold": (
        "<p><span style='font-weight: 650'>Ours</span> and <span style='font-weight:1000'>black</span>, "
        "<b style='font-weight:599'>medium</b> and <span style='font-weight: 700'>bold</span></p>",
        "**Ours** and **black**, medium and **bold**",
        {},
    ),
    "raised and lowered figures keep their meaning": (
        "<p>10<sup>6</sup> and 10<sup>-3</sup>, CO<sub>2</sub>, x<sup>2n</sup>, the 1<sup>st</sup> of "
        "5<span style='vertical-align:super'>4</span></p>",
        "10⁶ and 10⁻³, CO₂, x^(2n), the 1st of 5⁴",
        {},
    ),
    "Word: bullets": (
        word(
            "<p class=MsoNormal>Before</p>"
            + word_item("·", "one")
            + word_item("o", "two", 2)
            + word_item("§", "three <b>bold</b>")
            + "<p class=MsoNormal>After</p>"
        ),
        "Before\n\n- one\n- two\n- three **bold**\n\nAfter",
        {},
    ),
    "Word: numbers, then letters": (
        word(
            word_item("3.", "third")
            + word_item("4)", "fourth")
            + "<p class=MsoNormal>x</p>"
            + word_item("a.", "letter")
            + word_item("b.", "next")
        ),
        "3. third\n4. fourth\n\nx\n\n1. letter\n2. next",
        {"numbers": 4},
    ),
    "Word: the class of an item without its list": (
        word("<p class=MsoListParagraph style='margin-left:36pt'>A plain paragraph</p>"),
        "A plain paragraph",
        {},
    ),
    "Word: headings, a title, bold by tag and by style, other looks": (
        word(
            "<p class=MsoTitle>My answer</p><h2>A <b>plan</b></h2><p class=MsoNormal><b>Three </b>schools, "
            "<span style='font-weight:bold'>two</span> <i>years</i>, <b style='mso-bidi-font-weight:normal'>one</b> "
            "<u>aim</u></p>"
        ),
        "## My answer\n\n## A plan\n\n**Three** schools, **two** years, **one** aim",
        {"looks": 1},
    ),
    "Word: pictures, a table, a link, a comment, a footnote, a deletion": (
        word(
            "<p class=MsoNormal><!--[if gte vml 1]><v:shape id=a><v:imagedata src='file:///c:/a.png'/></v:shape><![endif]-->"
            "<![if !vml]><img width=10 src='file:///c:/a.png' v:shapes=a><![endif]>Text"
            "<span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id=_anchor_1 "
            "href='#_msocom_1'>[AB1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span>"
            " with <a href='https://school.example/'>a link</a><a style='mso-footnote-id:ftn1' href='#_ftn1'><span "
            "class=MsoFootnoteReference>[1]</span></a> <del>old</del><ins>new</ins>.</p>"
            "<table class=MsoTableGrid><tr><td><p class=MsoNormal>School</p></td><td><p>Met</p><p>(2026)</p></td></tr>"
            "<tr><td><p>North<br>gate</p></td><td><p><o:p>&nbsp;</o:p></p></td></tr></table>"
            "<div style='mso-element:footnote-list'><div style='mso-element:footnote'><p>[1] A note</p></div></div>"
            "<div style='mso-element:comment-list'><p>[AB1] A comment</p></div>"
        ),
        "Text with a link new.\n\nSchool | Met (2026)\nNorth gate |",
        {"pictures": 1, "comments": 1, "links": 1, "footnotes": 1, "deletions": 1, "tables": 1},
    ),
    "Google Docs: its bold wrapper, headings, lists in lists": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span '
        'style="font-weight:400;white-space:pre-wrap;">Heading</span></h1><p dir="ltr"><span style="font-weight:400;">'
        'Plain </span><span style="font-weight:700;">bold</span><span style="font-weight:400;"> end</span></p><br />'
        '<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">one</span>'
        '</p></li><ul><li dir="ltr" aria-level="2"><p><span>inside</span></p></li></ul></ul><ol start="2"><li><p>two'
        "</p></li><li><p>three</p></li></ol></b>",
        "## Heading\n\nPlain **bold** end\n\n- one\n- inside\n2. two\n3. three",
        {"numbers": 2},
    ),
    "LibreOffice": (
        '<meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><style type="text/css">'
        'p { margin-bottom: 0.25cm }</style><body lang="en-GB" dir="ltr"><p style="line-height: 115%"><font '
        'face="Calibri"><b>Why</b> it\nmatters</font></p><ul><li><p style="margin-bottom: 0cm">first</p></li><li><p>'
        "<b>second</b></p></li></ul><table><tbody><tr><th><p>A</p></th><td><p>1</p></td></tr></tbody></table>",
        "**Why** it matters\n\n- first\n- **second**\n\nA | 1",
        {"tables": 1},
    ),
    "a page of the web": (
        "<nav>Home</nav><article><h3>Title</h3><p>One<br>two &amp; three &lt;four&gt;</p><div>Five<div>six</div></div>"
        "<ol><li>a</li><li value=7>b<ul><li>c</li></ul></li><li>d</li></ol><video></video></article>",
        "Home\n\n## Title\n\nOne\ntwo & three <four>\n\nFive\n\nsix\n\n1. a\n7. b\n- c\n8. d",
        {"numbers": 3, "media": 1},
    ),
    "a few words": ("<span style='color:red'>just these</span>", "just these", {}),
    "bold over several lines": ("<p><b>one<br>two </b></p><p><b> </b></p>", "**one**\n**two**", {}),
    "what is hidden stays hidden": (
        "<p>seen<span style='display:none'>not</span><span style='mso-hide:all'>nor</span></p>",
        "seen",
        {"hidden": 2},
    ),
    "only a picture": ("<img src='data:image/png;base64,AAAA'>", "", {"pictures": 1}),
    "nothing": ("", "", {}),
}

ATTACKS = (
    "<script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned = 1'>",
    "<svg onload='window.pwned = 1'><script>window.pwned = 1</script></svg>",
    "<iframe srcdoc='<script>parent.pwned = 1</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=window.pwned=1&gt;'>",
    "<details open ontoggle='window.pwned = 1'>x</details>",
    "<a href='javascript:window.pwned = 1'>link</a>",
    "<video><source onerror='window.pwned = 1'></video>",
    "<body onload='window.pwned = 1'>",
    "<link rel=stylesheet href='https://elsewhere.example/a.css'><style>@import 'https://elsewhere.example/b.css'</style>",
    "<img srcset='https://elsewhere.example/a.png 1x'><object data='https://elsewhere.example/c'></object>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'><base href='https://elsewhere.example/'>",
    "<template><img src=x onerror='window.pwned = 1'></template><noscript><img src=x></noscript>",
    "<input autofocus onfocus='window.pwned = 1'><form action='https://elsewhere.example/'><button>x</button></form>",
    "<p style='background:url(https://elsewhere.example/d.png);behavior:url(#x)'>styled</p>",
    "<a" * 300_000,
    "<p class='" * 50_000 + "=" * 200_000,
    "<p " + "a " * 300_000 + ">",
    "<b>" + " x" * 100_000 + "</b>" + "<br>" * 50_000,
    "&lt;script&gt;window.pwned = 1&lt;/script&gt;",
    "<div>" * 20_000 + "deep",
)
