"""Renders fields in GOV.UK markup, for our own forms and those of other libraries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from waymark.kit.forms import inputs

CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "file": "wm-file",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
}
WITHOUT_CLASS = {"radioselect", "checkboxselectmultiple", "hidden"}
OUR_WIDGETS = {
    "django/forms/widgets/radio.html": "kit/forms/radios.html",
    "django/forms/widgets/checkbox_select.html": "kit/forms/checkboxes.html",
}


class BoundField(forms.BoundField):
    """A field on a page: its classes, the id an error links to, and whether its label is the page's heading."""

    @property
    def first_id(self) -> str:
        """The id an error links to: the first choice of a group, else the input itself."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def is_heading(self) -> bool:
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def kicker(self) -> str:
        return getattr(self.form, "kicker", "") if self.is_heading else ""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if self.widget_type not in WITHOUT_CLASS:
            built["class"] = self._classes(str((widget or self.field.widget).attrs.get("class", "")))
        return built

    def _classes(self, own: str) -> str:
        base = CLASSES.get(self.widget_type, "govuk-input")
        names = [base, own]
        if width := getattr(self.field, "width", None):
            names.append(f"govuk-input--width-{width}")
        if self.errors:
            names.append(f"{base}--error")
        return " ".join(filter(None, names))


class Renderer(DjangoTemplates):
    """Renders fields in our markup; as `FORM_RENDERER` it renders forms of other libraries too."""

    field_template_name = "kit/forms/field.html"
    form_template_name = "kit/forms/fields.html"
    bound_field_class = BoundField

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        if template_name in inputs.TEMPLATES:
            return inputs.input_html(context["widget"])
        rendered: str = super().render(template_name, context, request)
        return rendered

    def get_template(self, template_name: str) -> Any:
        return super().get_template(OUR_WIDGETS.get(template_name, template_name))
