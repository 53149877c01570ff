"""Article files for tests, made here: PDFs, pages, encodings, and files that are not what they seem."""

import io
import zlib

PAGE = """<!doctype html><html lang="en"><head><title>Catch falls - North Sea Courier</title>
<meta property="og:site_name" content="North Sea Courier"><meta property="og:title" content="Catch falls">
<meta property="article:published_time" content="2030-03-18T08:00:00Z">
<script>window.location = "http://elsewhere.example/"; document.write("<p>Iceland attacked Norway.</p>")</script></head>
<body><nav><a href="/">Home</a> | <a href="/world">World</a></nav><article><h1>Catch falls</h1>
<p>Norway and Iceland held talks in Bergen on Monday over the mackerel quota, and neither side gave any ground at all.</p>
<p>Iceland rejected a smaller share of the catch, as it has done since the autumn of the year before this one.</p>
<p>Norway threatened Iceland with a ban on landings in Norwegian ports unless the two can agree within the month.</p>
<iframe src="http://ads.example/"></iframe></article><footer>Copyright</footer></body></html>"""
SCRIPTS_ONLY = '<html><head><script>fetch("/story")</script></head><body><div id="app"></div></body></html>'


def pdf(*pages: bytes, made: str | None = None) -> bytes:
    """A PDF whose pages have the given content streams, deflated."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * page} 0 R" for page in range(count))
    font = 3 + 2 * count
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>".encode()
        )
        stream = zlib.compress(page, 9)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream"
        )
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    if made is not None:
        objects.append(f"<< /CreationDate ({made}) >>".encode())
    text = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    begins = len(text)
    text += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    text += b"".join(b"%010d 00000 n \n" % place for place in places)
    info = b"/Info %d 0 R " % len(objects) if made is not None else b""
    text += b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, info, begins)
    return bytes(text)


def lines(*texts: str) -> bytes:
    """A page's content stream with one line of text under the other."""
    shown = b" T* ".join(b"(" + text.encode("latin-1") + b") Tj" for text in texts)
    return b"BT /F1 12 Tf 14 TL 50 700 Td " + shown + b" ET"


def locked_pdf() -> bytes:
    """A PDF that opens only with a password."""
    from pypdf import PdfWriter

    writer = PdfWriter(io.BytesIO(pdf(lines("Norway met Iceland."))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    """A PDF of some hundred kilobytes that unpacks to a hundred and fifty megabytes."""
    return pdf(b"BT /F1 12 Tf (Norway) Tj ET " + b" " * 150_000_000)
