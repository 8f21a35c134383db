"""The fixed parts of an ODS file: what surrounds the tables, and the formats of their cells."""

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
STYLES = (
    f'{_HEAD}<office:document-styles {_NAMES} office:version="1.3"><office:styles/></office:document-styles>'
)
_SLASH = "<number:text>/</number:text>"
_DAY = (
    f'<number:day number:style="long"/>{_SLASH}<number:month number:style="long"/>{_SLASH}'
    '<number:year number:style="long"/>'
)
_HOUR = '<number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>'


def _cell_style(name: str, data: str, inside: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{data}">'
        f"{inside}</style:style>"
    )


BEFORE = (
    f'{_HEAD}<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
    '<number:text-style style:name="as-text"><number:text-content/></number:text-style>'
    '<number:number-style style:name="as-number"><number:number number:min-integer-digits="1"/>'
    "</number:number-style>"
    f'<number:date-style style:name="as-date">{_DAY}</number:date-style>'
    f'<number:date-style style:name="as-moment">{_DAY}<number:text> </number:text>{_HOUR}</number:date-style>'
    + _cell_style("text", "as-text")
    + _cell_style("header", "as-text", '<style:text-properties fo:font-weight="bold"/>')
    + _cell_style("number", "as-number")
    + _cell_style("date", "as-date")
    + _cell_style("moment", "as-moment")
    + "</office:automatic-styles><office:body><office:spreadsheet>"
)
AFTER = "</office:spreadsheet></office:body></office:document-content>"
