"""Sentences about assistants."""

from waymark.ground.people.assistants.rules import MOST_ASSISTANTS, AssistantReason

REFUSED = {
    AssistantReason.ONESELF: "Enter the email address of someone else",
    AssistantReason.NAMED_ALREADY: "You have named someone with this email address already",
    AssistantReason.TOO_MANY: (
        f"You can have {MOST_ASSISTANTS} assistants at a time. End one assistant’s access before you name another"
    ),
    AssistantReason.TOO_OFTEN: "You have named several assistants today. Name the next one tomorrow",
    AssistantReason.JUDGES: (
        "You mark scripts, write papers, decide results or lead programmes at this provider, so you can’t assist a "
        "participant here."
    ),
}
ASSISTS = (
    "{name} assists a participant of this provider, so they can’t mark scripts, write papers, decide results or be a "
    "programme lead. Give this role to someone else, or ask the participant to name another assistant."
)
