"""Small Word files, each for one thing that a filter may get wrong; the laws hold on all."""

from tests.formats.packages import STRICT, document, field, package, run, story, word_file

_SUBSCRIPT = "<w:vertAlign w:val='subscript'/>"
_BOX = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
_BOTH = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{}</wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
_CELL = "<w:tc><w:p>{}</w:p></w:tc>"

SAMPLES = {
    "plain": word_file(f"<w:p>{run('安全阀')}</w:p>"),
    "strict": package({"document.xml": document(f"<w:p>{run('Safety valve')}</w:p>", STRICT)}),
    "looks": word_file(
        f"<w:p>{run('The ')}{run('set', '<w:b/>')}{run(' ', '<w:i/>')}{run('pressure', '<w:b/>')}"
        f"{run(' shall be ')}{run('p', '<w:i/>')}{run('set', _SUBSCRIPT)}"
        f"{run('.')}</w:p>"
    ),
    "table": word_file(
        f"<w:tbl><w:tr>{_CELL.format(run('Nominal pressure'))}<w:sdt><w:sdtContent>"
        f"{_CELL.format(run('PN 16'))}</w:sdtContent></w:sdt></w:tr></w:tbl>"
    ),
    "text box": word_file(
        f"<w:p>{run('before ')}"
        f"{_BOTH.format(_BOX.format(run('box')), _BOX.format(run('box')))}{run(' after')}</w:p>"
    ),
    "text box told in two ways": word_file(
        f"<w:p>{_BOTH.format(_BOX.format(run('a shape')), _BOX.format(run('a picture')))}</w:p>"
    ),
    "fields": word_file(
        f"<w:p>{run('See ')}{field('REF _Ref1', run('Table 1'))}{run(' on page ')}"
        f"{field('PAGEREF _Ref1', run('12'))}{run(', ')}"
        f"{field('HYPERLINK x', run('the site', '<w:u/>'))}{run('.')}</w:p>"
    ),
    "revisions": word_file(
        f"<w:p>{run('Kept ')}<w:ins w:id='1'>{run('new')}</w:ins><w:del w:id='2'><w:r><w:delText>"
        f"old</w:delText></w:r></w:del><w:moveFrom w:id='3'>{run('gone')}</w:moveFrom></w:p>"
    ),
    "special characters": word_file(
        f"<w:p>{run('GB/T')}<w:r><w:noBreakHyphen/></w:r>{run('1.1')}<w:r><w:tab/><w:t>one</w:t>"
        "<w:br/><w:t>two</w:t><w:softHyphen/><w:cr/><w:sym w:font='Symbol' w:char='F0B0'/>"
        "<w:br w:type='page'/><w:t>three</w:t></w:r></w:p>"
    ),
    "phonetic guide": word_file(
        f"<w:p>{run('the ')}<w:r><w:ruby><w:rubyPr/><w:rt>{run('biao')}</w:rt><w:rubyBase>"
        f"{run('标')}</w:rubyBase></w:ruby></w:r>{run(' sign')}</w:p>"
    ),
    "formula": word_file(
        f"<w:p>{run('where ')}<m:oMath><m:r><m:t>p</m:t></m:r></m:oMath>{run(' is pressure')}</w:p>"
    ),
    "indented": word_file("<w:p>\n  <w:r>\n    <w:t>\n  one\n  two </w:t>\n  </w:r>\n</w:p>"),
    "other parts": word_file(
        f"<w:p>{run('body')}</w:p>",
        {
            "header1.xml": story("w:hdr", f"<w:p>{run('header')}</w:p>"),
            "footnotes.xml": story(
                "w:footnotes",
                "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p>"
                "</w:footnote><w:footnote w:id='1'><w:p><w:r><w:footnoteRef/></w:r>"
                f"{run(' note')}</w:p></w:footnote>",
            ),
            "chart1.xml": story(
                "c:chartSpace",
                "<c:rich><a:p><a:pPr/><a:r><a:rPr lang='zh-CN' b='1'/><a:t>Flow</a:t></a:r>"
                "<a:r><a:rPr b='1'/><a:t> rate</a:t></a:r><a:br/><a:r><a:t>q</a:t></a:r>"
                "<a:fld id='{1}' type='x'><a:t>[X]</a:t></a:fld><a:endParaRPr/></a:p></c:rich>",
            ),
        },
    ),
}
