"""PDF files read by somebody else's code: what the tests of papers share."""

from io import BytesIO

from pypdf import PdfReader


def opened(file: bytes) -> PdfReader:
    """The file."""
    return PdfReader(BytesIO(file))


def squeezed(text: str) -> str:
    """A text without spaces and ends of lines, which a page sets as it likes."""
    return "".join(text.split())


def pages(file: bytes) -> list[str]:
    """What each page says, squeezed."""
    return [squeezed(page.extract_text()) for page in opened(file).pages]


def fonts(file: bytes) -> dict[str, bool]:
    """The fonts of a file, without the mark of a subset, and whether each comes along."""
    found = {}
    for page in opened(file).pages:
        for entry in page["/Resources"]["/Font"].values():
            font = entry.get_object()
            described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            name = font["/BaseFont"].partition("+")[2].removesuffix("-Identity-H")
            found[name] = "/FontFile3" in described.get_object()
    return found
