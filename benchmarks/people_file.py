"""CSV files of 1,000 people, for the generator and for the data; no two people of any file are the same."""

from __future__ import annotations

PEOPLE = 1000
SCHOOLS = 97
BOUNDARY = "waymark-benchmark"


def people_csv(number: int) -> bytes:
    """The file of that number, up to 999, as an office saves it: two names, email address, TRN and school."""
    lines = ["Given name,Family name,Email,TRN,School"]
    for place in range(PEOPLE):
        email = f"person{place}.of{number}@school{place % SCHOOLS}.example"
        lines.append(
            f"Ines{place},Pebbleton,{email},{number * PEOPLE + place + 1_000_000},School {place % SCHOOLS}"
        )
    return ("\r\n".join(lines) + "\r\n").encode()


def as_form(data: bytes, *, token: str) -> tuple[bytes, str]:
    """The body with which a browser uploads the file, and its content type."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return (
        head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode(),
        f"multipart/form-data; boundary={BOUNDARY}",
    )
