"""A deck of slides: a picture each, the finding as its title, and notes for the speaker."""

import io
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from .figures.style import ACCENT, INK, MUTED

_WIDE, _HIGH = 13.333, 7.5  # inches, 16:9
_EDGE = 0.55
_TITLES: Final = ((90, 26), (150, 22), (10_000, 18))  # so many columns of text take this size, in points


class Slide(NamedTuple):
    """A slide.

    Attributes
    ----------
    title : str
        What was found.
    about : str
        What is shown: a grey line beneath.
    picture : bytes
        PNG; none for a slide of text.
    notes : str
        For the speaker.
    lines : tuple of str
        Of a slide of text.
    """

    title: str
    about: str
    picture: bytes
    notes: str = ""
    lines: tuple[str, ...] = ()


def build_deck(slides: Sequence[Slide]) -> bytes:
    """Return a deck in PowerPoint's form; text stands on it as it is, and no document property names anybody."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    about = deck.core_properties  # the library's own template names its author
    about.author = about.last_modified_by = about.title = ""
    for each in slides:
        _add(deck, each)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _add(deck: Any, each: Slide) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[5])  # a title alone
    _accent(slide)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (Inches(x) for x in (_EDGE, 0.5, _WIDE - 2 * _EDGE, 1.05))
    _write(
        title, each.title, next(size for columns, size in _TITLES if _columns(each.title) <= columns), INK, bold=True
    )
    about = slide.shapes.add_textbox(*(Inches(x) for x in (_EDGE, 1.5, _WIDE - 2 * _EDGE, 0.5)))
    _write(about, each.about, 13, MUTED)
    if each.picture:
        _place(slide, each)
    if each.lines:
        box = slide.shapes.add_textbox(*(Inches(x) for x in (_EDGE, 2.2, _WIDE - 2 * _EDGE, _HIGH - 2.7)))
        _write(box, "\n".join(each.lines), 18, INK)
    slide.notes_slide.notes_text_frame.text = each.notes


def _accent(slide: Any) -> None:
    """Set the platform's red above the title, once, as figures do."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Inches

    mark = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(x) for x in (_EDGE, 0.36, 0.6, 0.08)))
    mark.fill.solid()
    mark.fill.fore_color.rgb = RGBColor.from_string(ACCENT.removeprefix("#"))
    mark.line.fill.background()


def _place(slide: Any, each: Slide) -> None:
    """Fit a picture beneath the text, in the middle; who can't see it is told the finding."""
    from pptx.util import Inches

    top, most_high, most_wide = 2.05, _HIGH - 2.4, _WIDE - 2 * _EDGE
    picture = slide.shapes.add_picture(io.BytesIO(each.picture), Inches(_EDGE), Inches(top))
    scale = min(Inches(most_wide) / picture.width, Inches(most_high) / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = int((Inches(_WIDE) - picture.width) / 2)
    picture._element.nvPicPr.cNvPr.set("descr", f"{each.title} {each.about}")  # the library has no name for it


def _write(shape: Any, text: str, size: float, colour: str, *, bold: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(6)
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))


def _columns(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
