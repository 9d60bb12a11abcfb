"""The values of a programme: what a pack says, once it has been read.

All values are frozen. The docstrings of their fields are the pack manual, from which `packs/manual.md` is
generated. Times are whole minutes, dates are local dates and months are calendar months.
"""

from waymark.ground.programmes.conditions import GateName
from waymark.ground.programmes.values.applications import REVIEWS, Applications
from waymark.ground.programmes.values.assessment import (
    RESULTS_WITH_FEEDBACK,
    Assessment,
    OutageRule,
    PrintedWindow,
)
from waymark.ground.programmes.values.base import Day, Id, Minutes, Value
from waymark.ground.programmes.values.declaration import (
    OF_WAYMARK,
    AssessmentDeclaration,
    DeclaredSentence,
)
from waymark.ground.programmes.values.engagement import Comparator, EngagementRule, Gate
from waymark.ground.programmes.values.enquiries import Counts, Enquiries, InternationalPartner
from waymark.ground.programmes.values.fees import CancellationRule, Fee, FeeGate, Payer
from waymark.ground.programmes.values.framework import (
    Framework,
    Publication,
    Section,
    Statement,
    StatementKind,
)
from waymark.ground.programmes.values.inspection import InspectionTemplate
from waymark.ground.programmes.values.items import Item, Plan, PrintedSpan, RouteLine, Signpost, StudyPage
from waymark.ground.programmes.values.kinds import Actor, CatchUp, Mode, Way
from waymark.ground.programmes.values.parts import Component, Mention, Module, Strand
from waymark.ground.programmes.values.printed import Assumed, Elsewhere, Printed
from waymark.ground.programmes.values.programme import (
    DECLARATIONS,
    AuthorNote,
    DeclarationDeadline,
    Footnote,
    Programme,
)
from waymark.ground.programmes.values.provider import Partner, ProviderFacts
from waymark.ground.programmes.values.questions import Question, QuestionKind, QuestionSet
from waymark.ground.programmes.values.requirements import Measure, Requirement, Selection

__all__ = [
    "DECLARATIONS",
    "OF_WAYMARK",
    "RESULTS_WITH_FEEDBACK",
    "REVIEWS",
    "Actor",
    "Applications",
    "Assessment",
    "AssessmentDeclaration",
    "Assumed",
    "AuthorNote",
    "CancellationRule",
    "CatchUp",
    "Comparator",
    "Component",
    "Counts",
    "Day",
    "DeclarationDeadline",
    "DeclaredSentence",
    "Elsewhere",
    "EngagementRule",
    "Enquiries",
    "Fee",
    "FeeGate",
    "Footnote",
    "Framework",
    "Gate",
    "GateName",
    "Id",
    "InspectionTemplate",
    "InternationalPartner",
    "Item",
    "Measure",
    "Mention",
    "Minutes",
    "Mode",
    "Module",
    "OutageRule",
    "Partner",
    "Payer",
    "Plan",
    "Printed",
    "PrintedSpan",
    "PrintedWindow",
    "Programme",
    "ProviderFacts",
    "Publication",
    "Question",
    "QuestionKind",
    "QuestionSet",
    "Requirement",
    "RouteLine",
    "Section",
    "Selection",
    "Signpost",
    "Statement",
    "StatementKind",
    "Strand",
    "StudyPage",
    "Value",
    "Way",
]
