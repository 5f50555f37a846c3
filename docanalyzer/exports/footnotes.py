"""Real footnotes for python-docx, which has none: a part of their own, and a mark in the text that names one."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class Footnotes:
    """The footnotes of one document, numbered by Word in the order of their marks."""

    def __init__(self, document: Document) -> None:
        self.count = 0
        self.root = parse_xml(_SEPARATORS)
        package = document.part.package
        part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE, self.root, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        styles = document.styles
        mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        text = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = styles["Normal"]
        text.font.size = Pt(8.5)
        text.paragraph_format.space_after = Pt(2)
        self.mark_style, self.text_style = mark.style_id, text.style_id

    def add(self, paragraph: Paragraph, text: str) -> None:
        """A mark at the end of the paragraph, and its note."""
        self.count += 1
        run = paragraph.add_run()
        run._r.style = self.mark_style  # by its id: looking it up by name reads every style of the document
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.count))
        run._r.append(reference)
        self.root.append(self._note(text))

    def _note(self, text: str) -> object:
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self.count}"><w:p><w:pPr><w:pStyle w:val="{self.text_style}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{self.mark_style}"/></w:rPr><w:footnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
        )
        run, words = OxmlElement("w:r"), OxmlElement("w:t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        note.find(qn("w:p")).append(run)
        return note
