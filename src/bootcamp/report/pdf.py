"""The report as a PDF, where WeasyPrint is installed."""

from bootcamp.errors import ReportError


def pdf_of(html: str) -> bytes:
    """The page as a PDF of A4 sheets. Raises ReportError where it can't be made."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: the library of Debian's is missing
        raise ReportError(
            f"A PDF needs WeasyPrint ({error}). Install it: `pip install -c constraints.txt -e "
            "'.[pdf]'`, and Debian's libpango-1.0-0 and libpangoft2-1.0-0. The page prints as well."
        ) from error
    return bytes(weasyprint.HTML(string=html, url_fetcher=_nothing).write_pdf())


def _nothing(url: str, *unused: object, **options: object) -> dict[str, object]:
    """The page needs nothing from elsewhere: whatever it names isn't fetched."""
    raise ValueError(f"{url} isn't fetched")
