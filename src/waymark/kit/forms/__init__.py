"""Forms as every room writes them: `from waymark.kit import forms`.

| Module       | Holds                                                                        |
|--------------|------------------------------------------------------------------------------|
| `base`       | `Form`, its error messages, and refusals shown as form errors                |
| `fields`     | the fields; their text comes back as typed                                   |
| `widgets`    | radio buttons and checkboxes with hints                                      |
| `rendering`  | the GOV.UK markup, for forms of other libraries too                          |
| `characters` | characters that no database can store                                        |
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

from waymark.kit.forms.base import ErrorLine, Form, error_lines, refusal_as_error
from waymark.kit.forms.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    MultipleChoiceField,
    TimeField,
    TypedChoiceField,
)
from waymark.kit.forms.rendering import Renderer
from waymark.kit.forms.widgets import CheckboxSelectMultiple, RadioSelect

__all__ = [
    "BooleanField", "CharField", "CheckboxSelectMultiple", "ChoiceField", "DateField", "DateInput", "EmailField",
    "EmailInput", "ErrorLine", "FileField", "FileInput", "Form", "HiddenInput", "IntegerField",
    "MultipleChoiceField", "PasswordInput", "RadioSelect", "Renderer", "Select", "TextInput", "Textarea",
    "TimeField", "TimeInput", "TypedChoiceField", "ValidationError", "error_lines", "refusal_as_error",
]  # fmt: skip
