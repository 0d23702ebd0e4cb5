"""Workbooks that are unusual, broken, hostile, or only look like one."""

from tests.imports.corpus.books import ods, packed, raw_xlsx, xls, xlsx
from tests.imports.corpus.odd import Odd, Refusal, Table

_TWO = ("Email", "Name")
_ANN = ("ann@example.org", "Ann")
_LIST = [["Email", "Name"], list(_ANN)]
_READ = Table(_TWO, (2,), _ANN)


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _sheet(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


_HEAD = _row(1, _cell("A1", "Email"), _cell("B1", "Name"))
_BODY = _row(2, _cell("A2", _ANN[0]), _cell("B2", _ANN[1]))
_STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="166" formatCode="&quot;C-&quot;0000"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="16"/></cellXfs>'
)
_TYPED = "".join(
    f'<c r="{place}2"{kind}><v>{value}</v></c>'
    for place, kind, value in (
        ("B", ' s="1"', "2139"),
        ("C", ' s="2"', "26025"),
        ("D", ' s="3"', "42"),
        ("E", ' s="4"', "46124"),
        ("F", "", "5035550142"),
        ("G", "", "0.30000000000000004"),
        ("H", "", "1.2345678901234E+15"),
        ("I", ' t="b"', "1"),
        ("J", ' t="str"', "Ann Lee"),
        ("K", ' t="e"', "#N/A"),
        ("L", ' t="d"', "1971-04-02T00:00:00"),
    )
)
_TYPED_HEAD = "".join(_cell(f"{letter}1", f"Column {letter}") for letter in "BCDEFGHIJKL")


def _table(name: str, rows: str, style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def _ods_row(*cells: str, repeated: int = 1) -> str:
    filled = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{filled}</table:table-row>'


_ODS_LIST = _ods_row("Email", "Name") + _ods_row(*_ANN)
_MANY_BLANKS = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
    ' table:number-columns-repeated="16384"/></table:table-row>'
)
_LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)

READ = (
    Odd("an Excel workbook", xlsx({"People": _LIST}), _READ),
    Odd("an old Excel workbook", xls(_LIST), _READ),
    Odd(
        "numbers in an old Excel workbook",
        xls([["Email", "Zip", "Gift"], ["ann@example.org", 97209.0, 1.5]]),
        Table(("Email", "Zip", "Gift"), (2,), ("ann@example.org", "97209", "1.5")),
    ),
    Odd("an OpenDocument spreadsheet", ods(_table("People", _ODS_LIST)), _READ),
    Odd("a hidden sheet before the list", xlsx({"Old": [["x"]], "People": _LIST}, hidden="Old"), _READ),
    Odd(
        "a sheet of notes before the list", xlsx({"Read me": [["Our list"], ["of 2026"]], "L": _LIST}), _READ
    ),
    Odd(
        "hidden and noting sheets of OpenDocument",
        ods(_table("Old", _ods_row("Email", "x@example.org"), "hidden"), _table("List", _ODS_LIST)),
        _READ,
    ),
    Odd(
        "typed cells come as they are shown",
        raw_xlsx(
            _sheet(
                f'<row r="1">{_cell("A1", "Email")}{_TYPED_HEAD}</row>', _row(2, _cell("A2", _ANN[0]), _TYPED)
            ),
            styles=_STYLES,
        ),
        Table(
            ("Email", *(f"Column {letter}" for letter in "BCDEFGHIJKL")),
            (2,),
            (
                *("ann@example.org", "02139", "1971-04-02", "C-0042", "--04-12", "5035550142", "0.3"),
                *("1234567890123400", "TRUE", "Ann Lee", "#N/A", "1971-04-02"),
            ),
        ),
    ),
    Odd(
        "zeros, dates and notes of OpenDocument",
        ods(
            _table(
                "People",
                _ods_row("Email", "Zip", "Born", "Phone", "Note")
                + "<table:table-row><table:table-cell><text:p>ann@<text:span>example</text:span>.org</text:p>"
                "<office:annotation><text:p>said she</text:p></office:annotation></table:table-cell>"
                '<table:table-cell office:value-type="float" office:value="2139"><text:p>02139</text:p>'
                "</table:table-cell>"
                '<table:table-cell office:value-type="date" office:date-value="1971-04-02"><text:p>2/4/71'
                "</text:p></table:table-cell>"
                '<table:table-cell office:value-type="float" office:value="5035550142"><text:p>5,035,550,142'
                "</text:p></table:table-cell>"
                "<table:table-cell><text:p>one</text:p><text:p>two</text:p></table:table-cell>"
                "</table:table-row>",
            )
        ),
        Table(
            ("Email", "Zip", "Born", "Phone", "Note"),
            (2,),
            ("ann@example.org", "02139", "1971-04-02", "5035550142", "one\ntwo"),
        ),
    ),
    Odd(
        "rich, shared and escaped texts without reading aids",
        raw_xlsx(
            _sheet(
                '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
                '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>',
            ),
            shared="<si><t>Email</t></si><si><r><t>Na</t></r><r><t>me</t></r></si><si><t>ann@example.org</t>"
            "</si><si><t>Ann_x000A_Lee</t><rPh><t>an ri</t></rPh></si>",
        ),
        Table(_TWO, (2,), ("ann@example.org", "Ann\nLee")),
    ),
    Odd(
        "prefixes as another program writes them",
        raw_xlsx(
            "<x:sheetData>"
            + "".join(
                f'<x:row><x:c t="inlineStr"><x:is><x:t>{one}</x:t></x:is></x:c>'
                f'<x:c t="inlineStr"><x:is><x:t>{two}</x:t></x:is></x:c></x:row>'
                for one, two in (_TWO, _ANN)
            )
            + "</x:sheetData>",
            prefix="x",
        ),
        _READ,
    ),
    Odd(
        "a lie about its size",
        raw_xlsx('<dimension ref="A1:XFD1048576"/>' + _sheet(_HEAD, _BODY)),
        _READ,
    ),
    Odd(
        "rows that are missing, and a format down to the last row",
        raw_xlsx(
            _sheet(
                _HEAD,
                _row(9, _cell("A9", _ANN[0]), _cell("B9", _ANN[1])),
                _row(1048576, "<c r='XFD1048576' s='3'/>"),
            )
        ),
        Table(_TWO, (9,), _ANN),
    ),
    Odd("a million blank rows", ods(_table("People", _ODS_LIST + _MANY_BLANKS)), _READ),
    Odd(
        "a workbook with macros, which nobody runs",
        raw_xlsx(_sheet(_HEAD, _BODY), more={"xl/vbaProject.bin": "\x00Sub Auto_Open"}),
        _READ,
    ),
    Odd(
        "a formula is its last result",
        raw_xlsx(
            _sheet(
                _HEAD,
                _row(2, _cell("A2", _ANN[0]), '<c r="B2" t="str"><f>CONCAT("A","nn")</f><v>Ann</v></c>'),
            )
        ),
        _READ,
    ),
)

_WITH_LAUGHS = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": f"{_LAUGHS}<workbook>&i;</workbook>",
    "xl/_rels/workbook.xml.rels": "<Relationships/>",
}
REFUSED = (
    Odd("a billion laughs", packed(_WITH_LAUGHS), Refusal("damaged")),
    Odd(
        "laughs in an OpenDocument",
        packed(
            {
                "META-INF/manifest.xml": "<m/>",
                "content.xml": f"{_LAUGHS}<a>&i;</a>",
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            }
        ),
        Refusal("damaged"),
    ),
    Odd(
        "a file of the server asked for",
        packed({**_WITH_LAUGHS, "xl/workbook.xml": '<!DOCTYPE w SYSTEM "file:///etc/passwd"><workbook/>'}),
        Refusal("damaged"),
    ),
    Odd("only hidden sheets", ods(_table("People", _ODS_LIST, "hidden")), Refusal("no visible sheet")),
    Odd("no email address on any sheet", xlsx({"A": [["Name"], ["Ann"]], "B": [["x"]]}), Refusal("email")),
    Odd("blank sheets", xlsx({"A": [], "B": []}), Refusal("empty")),
    Odd("names of columns only", xlsx({"People": [["Email", "Name"]]}), Refusal("no rows")),
    Odd("600 columns", xlsx({"People": [["Email"] * 600, ["x"] * 600]}), Refusal("columns")),
    Odd(
        "600 columns in one cell of OpenDocument",
        ods(
            _table(
                "People",
                '<table:table-row><table:table-cell table:number-columns-repeated="600"><text:p>x</text:p>'
                "</table:table-cell></table:table-row>",
            )
        ),
        Refusal("columns"),
    ),
    Odd("a cell nowhere", raw_xlsx(_sheet(_row(1, _cell("ÄÖ1", "Email")))), Refusal("damaged")),
    Odd("rows that run backwards", raw_xlsx(_sheet(_BODY, _HEAD)), Refusal("damaged")),
    Odd("a row beyond the last", raw_xlsx(_sheet(_row(99_999_999, _cell("A1", "x")))), Refusal("damaged")),
    Odd(
        "a text that nobody shares",
        raw_xlsx(_sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), shared="<si><t>a</t></si>"),
        Refusal("damaged"),
    ),
    Odd("XML that ends early", raw_xlsx(_sheet(_HEAD)[:-12]), Refusal("damaged")),
    Odd("half a workbook", xlsx({"People": _LIST})[:2_000], Refusal("damaged")),
    Odd("half an old workbook", xls(_LIST)[:1_200], Refusal("damaged")),
    Odd("an encrypted OpenDocument", ods(manifest="<encryption-data/>"), Refusal("password")),
    Odd(
        "a text document",
        packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}),
        Refusal("text document"),
    ),
    Odd(
        "a presentation",
        packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
        Refusal("presentation"),
    ),
)
WORKBOOKS = (*READ, *REFUSED)
