"""Forms as every room writes them: `from waymark.kit import forms`.

| Module       | Holds                                                                        |
|--------------|------------------------------------------------------------------------------|
| `base`       | `Form`, its error messages, and refusals shown as form errors                |
| `fields`     | the fields; their text comes back as typed                                   |
| `widgets`    | radio buttons and checkboxes with hints                                      |
| `rendering`  | the GOV.UK markup, for forms of other libraries too                          |
| `characters` | characters that no database can store                                        |
| `token`      | the hidden field of every form: whose it is, its key, its page, its version  |
| `versions`   | what was saved since a form was made                                         |
| `refilling`  | a page with what was typed put into its form again                           |
"""

from django.core.exceptions import ValidationError
from django.forms import (
    DateInput,
    EmailInput,
    FileInput,
    HiddenInput,
    PasswordInput,
    Select,
    Textarea,
    TextInput,
    TimeInput,
)

from waymark.kit.forms.base import ErrorLine, Form, error_lines, labelled, refusal_as_error
from waymark.kit.forms.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    MultipleChoiceField,
    NameField,
    PersonField,
    TimeField,
    TypedChoiceField,
)
from waymark.kit.forms.rendering import Renderer
from waymark.kit.forms.token import made_from
from waymark.kit.forms.versions import ChangedSince, refuse_if_changed, version_of
from waymark.kit.forms.widgets import CheckboxSelectMultiple, RadioSelect

__all__ = [
    "BooleanField",
    "ChangedSince",
    "CharField",
    "CheckboxSelectMultiple",
    "ChoiceField",
    "DateField",
    "DateInput",
    "EmailField",
    "EmailInput",
    "ErrorLine",
    "FileField",
    "FileInput",
    "Form",
    "HiddenInput",
    "IntegerField",
    "MultipleChoiceField",
    "NameField",
    "PasswordInput",
    "PersonField",
    "RadioSelect",
    "Renderer",
    "Select",
    "TextInput",
    "Textarea",
    "TimeField",
    "TimeInput",
    "TypedChoiceField",
    "ValidationError",
    "error_lines",
    "labelled",
    "made_from",
    "refusal_as_error",
    "refuse_if_changed",
    "version_of",
]  # fmt: skip
