"""The sentences about agreed needs."""

NO_NEED = "Enter what the person needs"
OWN_NEED = "You can’t agree your own access needs. Ask another programme lead."
ENDED = "This need has been ended already. Record a new one if something is needed again."
NO_REASON_TO_DECLINE = "Enter why you’re declining this. The person can read it"
PROPOSAL_DECIDED = "Someone has already decided this. The decision is below the agreed needs."
