"""A form for each page on which a paper is written."""

from waymark.ground.papers.drafts.forms.base import PartForm
from waymark.ground.papers.drafts.forms.case import CaseForm
from waymark.ground.papers.drafts.forms.criterion import CriterionForm
from waymark.ground.papers.drafts.forms.details import DetailsForm
from waymark.ground.papers.drafts.forms.new_paper import NewPaperForm
from waymark.ground.papers.drafts.forms.omissions import OmissionsForm
from waymark.ground.papers.drafts.forms.question import QuestionForm

__all__ = [
    "CaseForm", "CriterionForm", "DetailsForm", "NewPaperForm", "OmissionsForm", "PartForm", "QuestionForm",
]  # fmt: skip
