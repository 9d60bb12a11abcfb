"""Where one is signed in, and ending sessions elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from waymark.bridges.signin.sessions import queries
from waymark.bridges.signin.sessions.ending import end_session, end_sessions
from waymark.ground.people.access import Request, open_to
from waymark.kit.formatting import counted
from waymark.kit.session_keys import stored_key


@open_to()
def sessions(request: Request) -> HttpResponseBase:
    """One session, or all others, can be ended from here without the password: that only takes access away."""
    account = request.person.account
    assert account is not None
    this_key = stored_key(request.session.session_key or "")
    rows = queries.list_sessions(account=account, this_key=this_key, now=request.real_at)
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        others = {str(row.id) for row in rows if not row.is_this}
        if chosen == "others":
            ended = end_sessions(account=account, except_key=this_key)
            messages.success(request, f"You ended {counted(ended, 'other session', 'other sessions')}.")
        elif chosen in others and end_session(account=account, session_id=int(chosen)):
            messages.success(request, "You ended that session.")
        return redirect("signin_sessions")
    return render(request, "signin/sessions.html", {"sessions": rows})
