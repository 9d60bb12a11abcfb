"""What this room holds about setters: what they wrote about papers."""

from waymark.kit.personal_data import Held, NotPersonal, RoomData
from waymark.kit.retention import RetentionClass

DATA = RoomData(
    room="papers",
    title="Papers you wrote or reviewed",
    held=(
        Held(
            model="papers.Review",
            title="Your reviews of papers",
            about=("by",),
            fields={"at": "When", "paper__code": "Paper", "approves": "Approved", "comment": "Comment"},
            purpose="Showing that a second person read each paper before it was used",
            retention=RetentionClass.PROGRAMME_RECORD,
            kept_because="A review is work for the provider and is about the paper. It holds no name.",
        ),
    ),
    not_personal=(
        NotPersonal("papers.Paper", "a text for an assessment; who wrote it is in the audit log"),
        NotPersonal("papers.CaseStudy", "a text for an assessment"),
        NotPersonal("papers.Exhibit", "a file of an assessment"),
        NotPersonal("papers.ExhibitFile", "a file of an assessment"),
        NotPersonal("papers.Wording", "an earlier text for an assessment"),
        NotPersonal("papers.PaperLock", "the moment from which a paper does not change"),
        NotPersonal("papers.Series", "a name for papers"),
        NotPersonal("papers.ParallelForm", "the place of a paper in its series"),
    ),
)
