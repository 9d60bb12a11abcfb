"""Sentences about a provider's look, and the accessibility statement that it starts with."""

from __future__ import annotations

from waymark.ground.people.branding.rules import Contrast

NO_COLOUR = "Enter a colour as six hexadecimal digits, like #0f514a"
PICTURE_PROBLEMS = {
    "kind": "The logo must be a PNG or a JPEG",
    "size": "The logo must be between 1 and 2,000 pixels wide and high",
    "interlaced": "The logo is an interlaced PNG. Save it without interlacing",
    "broken": "The logo can’t be read. It may be damaged. Save it again as a PNG or a JPEG",
    "large": "The logo must be smaller than 300 KB",
    "busy": "We couldn’t check the logo just now. Try again in a minute",
}
SITE_TAKEN = "Another provider’s front page is already at this address"
HEADLINE = "Professional qualifications for school leaders"


def too_little_contrast(contrast: Contrast) -> str:
    return (
        f"This colour is hard to read: its contrast with {contrast.against} is {contrast.ratio} to 1, and it needs "
        f"at least {contrast.needed} to 1. Try {contrast.suggestion}, which is darker"
    )


TESTED = (
    "The software’s automated tests open its main pages in Chromium and check them with axe-core against WCAG 2.2, "
    "level AA. One test uses the keyboard alone. Pages were checked at 320 and 1,280 pixels wide. 320 is what is left "
    "of a common screen at 400% zoom."
)
PROBLEMS = (
    "No one who uses a screen reader, a switch or speech input has tested these pages yet, so there may be problems "
    "that we don’t know about.\n"
    "Receipts and statements of result in PDF have not been checked against PDF/UA. We can send you the same "
    "information by email."
)
ENFORCEMENT = (
    "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies (Websites "
    "and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you’re not happy with how we respond to "
    "your complaint, contact the Equality Advisory and Support Service (EASS): www.equalityadvisoryservice.com, "
    "telephone 0808 800 0082."
)


def contact(*, enquiries: str) -> str:
    return (
        f"If something doesn’t work for you, or you need it in another format, email {enquiries}. We’ll answer within "
        "5 working days, and find another way with you in the meantime."
    )
