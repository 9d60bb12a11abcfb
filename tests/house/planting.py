"""Whether a canary stands in every field that a person writes into: a new field without one is found here."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.house.canaries import Canaries

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
NOT_WRITTEN = {
    "slug", "code", "reference", "digest", "fingerprint", "zone", "item_id", "set_id", "question_id", "page_id", "part",
    "criterion_id", "omission_id", "statement", "client", "stamped_by", "declared", "source", "once",
    "idempotency_key", "programme_slug", "signature", "key_id", "payload", "token_digest", "password", "content_type",
    "letter", "kind", "encoding", "separators", "number", "attachment", "about_kind", "verb",
}  # fmt: skip
"""Names of fields that hold a key, a choice, or what a machine made of a text."""
NOT_OF_A_PERSON = {
    "ledger.Unsealed.table": "the name of a table",
    "ledger.SealedShape.table": "the name of a table",
    "ledger.SealedShape.columns": "names of columns",
    "ledger.SealedShape.state_columns": "names of columns",
    "ledger.SealBatch.head": "a digest",
    "ledger.Seal.salt": "random",
    "ledger.Seal.commitment": "a digest",
    "ledger.Seal.state": "a digest",
    "ledger.Erasure.table": "the name of a table",
    "ledger.Erasure.reason": "no page shows it, and none asks for it",
    "web.PreparedCopy.archive": "packed; who may fetch it is asked by its address",
    "award.AwardRecord.name": "only of someone erased, and no page shows it",
    "award.AwardRecord.award": "the pack's",
    "web.WorkerRound.failed": "names of rooms",
    "mail.Setback.reason": "words of ours",
    "schools.SchoolFile.name": "the name of DfE's file, which no page shows",
    "schools.SchoolFile.by": "who ran a command, which no page shows",
    "schools.School.urn": "public",
    "schools.School.ukprn": "public",
    "schools.School.name": "public",
    "schools.School.search_text": "public",
    "schools.School.street": "public",
    "schools.School.town": "public",
    "schools.School.postcode": "public",
    "schools.School.phase": "public",
    "schools.School.type_name": "public",
    "schools.School.trust_code": "public",
    "schools.School.trust_name": "public",
    "schools.School.authority_code": "public",
    "schools.School.authority_name": "public",
    "schools.School.country": "public",
    "people.Provider.name": "public",
    "people.Provider.short_name": "public",
    "people.Provider.enquiries_email": "public",
    "people.Provider.site": "public",
    "people.Provider.brand": "public",
    "people.Provider.logo_digest": "public",
    "people.Logo.data": "public",
    "people.Branding.name": "public",
    "people.Branding.short_name": "public",
    "people.Branding.site": "public",
    "people.Branding.link_colour": "public",
    "people.Branding.sign_colour": "public",
    "people.Branding.headline": "public",
    "people.Branding.words": "public",
    "people.Branding.contact": "public",
    "people.AccessibilityStatement.problems": "public",
    "people.AccessibilityStatement.tested": "public",
    "people.AccessibilityStatement.contact": "public",
    "people.AccessibilityStatement.enforcement": "public",
    "people.Organisation.urn": "nothing writes it yet",
    "people.Organisation.trust": "nothing writes it yet",
    "people.DietaryNeed.agreed": "a sentence of ours",
    "people.Merge.absorbed_trn": "a TRN, which has a canary of its own",
    "people.Merge.moved": "names of tables",
    "people.Email.link_purpose": "chosen from a list",
    "people.Email.link_site": "the site's own address",
    "people.Email.caused_by": "a digest",
    "people.Email.kind": "chosen from a list",
    "people.Email.about": "the name of a row",
    "people.Email.values": "parts of its text",
    "emails.Announcement.key": "the name of a row",
    "emails.EmailWording.kind": "chosen from a list",
    "emails.EmailSetting.kind": "chosen from a list",
    "emails.CohortMessage.key": "random",
    "emails.MarketingConsent.email": "no page shows it",
    "emails.MarketingConsent.how": "words of ours",
    "emails.MarketingConsent.wording": "words of ours",
    "emails.Suppression.digest": "a digest",
    "emails.CohortMessageRecipient.left_out": "chosen from a list",
    "mail.Delivery.subject": "the text of an email",
    "mail.Delivery.text": "the text of an email",
    "mail.FailingAddress.email": "an address that emails went to",
    "signin.SignInAttempt.browser": "words of ours",
    "signin.Slowdown.key": "a digest",
    "signin.AuthenticatorApp.secret": "encrypted",
    "signin.Passkey.credential_id": "the device's name for it",
    "signin.Passkey.credential": "a public key",
    "signin.Passkey.handle": "random",
    "signin.Passkey.name": "its owner's own, and on no other page",
    "signin.RecoveryCode.digest": "a digest",
    "signin.SignedInSession.key": "a digest",
    "signin.SignedInSession.browser": "words of ours",
    "signin.PasswordResetRequest.email": "until the worker has looked at it, and shown to no one",
    "signin.PasswordResetRequest.site": "the site's own address",
    "programmes.FrozenPack.files": "the pack, which is public",
    "programmes.PublishedProgramme.title": "the pack's",
    "cohorts.CalendarItem.venue": "the pack's",
    "cohorts.Leaving.roles": "names of roles",
    "cohorts.Leaving.days": "ids and days",
    "cohorts.DeferralRequest.reason": "chosen from a list",
    "cohorts.EnrolmentChange.reason": "chosen from a list",
    "improve.InspectionPack.template": "chosen from a list",
    "gather.PeerGroup.name": "a number",
    "papers.Series.name": "the setters' own, and on no other page",
    "signin.Guide.label": "the demonstration's",
    "signin.Guide.try_this": "the demonstration's",
    "enquire.SettingsList.pp50": "DfE's",
    "enquire.SettingsList.fe": "DfE's",
    "enquire.SettingsList.rise": "DfE's",
    "enquire.SettingsList.problems": "what stood in DfE's list",
    "enquire.Referral.partner": "the pack's",
    "enquire.Referral.partner_email": "the pack's",
    "enquire.Referral.agreed": "a sentence of ours",
    "enquire.Referral.caused_by": "a digest",
    "enquire.Webinar.title": "public",
    "enquire.Webinar.link": "an address of a meeting",
    "enquire.Webinar.recording": "an address of a recording",
    "enquire.QuoteConsent.agreed": "a sentence of ours",
    "enquire.Enquiry.agreed": "a sentence of ours",
    "enquire.Enquiry.caused_by": "a digest",
    "apply.Application.urn": "public",
    "apply.ApplicationConsent.version": "words of ours",
    "apply.ApplicationConsent.sentence": "words of ours",
    "apply.ApplicationCorrection.field": "a column of ours",
    "apply.ApplicationCorrection.applicant_email": "the address of an application, once it is corrected",
    "apply.ApplicationCorrection.sponsor_email": "the address of a sponsor, once it is corrected",
    "apply.ApplicationLink.email": "the address of an application or of a draft, and on no page",
    "pay.FeeRules.before": "chosen from a list",
    "pay.FeeRules.debts_of": "chosen from a list",
    "pay.FeeShare.payer": "chosen from a list",
    "pay.Payment.payer": "chosen from a list",
    "apply.ApplicationDecision.reason": "chosen from a list",
    "apply.WaitingOrder.applications": "ids of applications",
    "apply.EnrolmentFileConfirmation.decisions": "line numbers of a file, and what was ticked beside them",
    "apply.EnrolmentFilePart.left_out": "line numbers of a file, each with the code of a reason",
    "apply.EnrolmentFilePart.site": "an address of ours",
    "web.SentForm.location": "an address of ours",
    "web.KeptForm.action": "an address of ours",
    "web.KeptForm.key": "random",
    "web.SupportPage.name": "the name of an address",
    "sit.AgreedDeclaration.version": "the pack's",
    "sit.AgreedDeclaration.sentences": "the pack's",
    "sit.AgreedDeclaration.ai_rule": "the pack's",
    "sit.Revision.added": "packed; the text itself stands in its answer",
    "award.Outcome.feedback": "chosen from a list",
    "award.StatementOfResult.pdf": "typeset; who may fetch it is asked by its address",
    "mark.ScriptText.beyond": "empty unless a script is too long",
}
"""Fields without a canary, and why."""


def fields_without(canaries: Canaries) -> Iterator[str]:
    """Every field of a person's own words in which no row has a canary."""
    for model in apps.get_models():
        if not model.__module__.startswith("waymark."):
            continue
        for field in model._meta.concrete_fields:
            name = f"{model._meta.label}.{field.name}"
            if (
                not isinstance(field, TEXT)
                or field.choices
                or field.name in NOT_WRITTEN
                or name in NOT_OF_A_PERSON
            ):
                continue
            values = model._base_manager.values_list(field.name, flat=True)
            if not any(canaries.in_text(_text_of(value)) for value in values):
                yield name


def _text_of(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
