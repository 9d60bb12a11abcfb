import os, sys, time, json

sys.path.insert(0, "/tmp/w")
import pytest
from datetime import UTC, datetime

SKIP = (
    "actions",
    "sending",
    "saving",
    "collecting",
    "late_texts.late",
    "handing_in",
    "extending",
    "sharing_out",
    "locking",
    "enclosures",
    "people.actions",
    "incidents:25",
    "extra_time.asked:166",
)


@pytest.mark.django_db
def test_mut():
    import scopes
    from tests import access
    from tests.house.canaries import Canaries
    from tests.house import touring
    from tests.house.test_access_matrix import STRANGERS
    from waymark.web.models import PretendDate

    canaries = Canaries()
    worlds = [access.build(t, write=canaries.write) for t in access.TEAMS]
    PretendDate.objects.create(pretend_at=access.NOW, real_at=datetime.now(tz=UTC))
    for w in worlds:
        canaries.know("TRN", w.trns)
    R = [touring.readers_of(w) for w in worlds]
    ms = [
        m
        for m in scopes.mutants()
        if not any(s in m[-1] for s in SKIP) and m[1] not in ("papers_of", "progress_of")
    ]
    only = os.environ.get("ONLY")
    if only:
        ms = [m for m in ms if any(o in m[-1] for o in only.split("|"))]
    k, n = map(int, os.environ.get("PART", "0/1").split("/"))
    ms = [None] * (k == 0) + ms[k::n]
    out = open(f"/tmp/w/mut.{k}.out", "w")

    class Found(Exception):
        pass

    for m in ms:
        t = time.time()
        r, wfd = os.pipe()
        pid = os.fork()
        if pid == 0:
            res = "LIVED"
            try:
                if m:
                    scopes.apply(m)

                def expect(self, holds, name, who, got):
                    if not holds:
                        raise Found(f"{name} as {who}: {got}")

                touring.Tour.expect = expect
                from tests.house.unmoved import moved_by_others as mv; before=None; after=True
            except ImportError:
                before = after = None
            except BaseException as e:
                os.write(wfd, f"BROKEN {e!r}".encode())
                os._exit(0)
            try:
                tours = [touring.Tour(w, canaries) for w in worlds]
                for i, w in enumerate(worlds):
                    for key, reader in R[i].items():
                        if key not in touring.TWINS:
                            tours[i].as_own(reader, w.people[key])
                if after:
                    import waymark.web.doors as D; now=datetime.now(tz=UTC); D.real_now=lambda: now; problems = mv(worlds)+mv(worlds[::-1])
                    if problems:
                        raise Found("NEIGHBOUR " + problems[0])
                for i, w in enumerate(worlds):
                    o = worlds[1 - i]
                    for key, reader in R[1 - i].items():
                        if key in STRANGERS:
                            tours[i].as_stranger(reader, o.people[key])
                    tours[i].as_visitor()
            except Found as e:
                res = f"seen {e}"
            except BaseException as e:
                res = f"crash {e!r}"[:200]
            os.write(wfd, res.encode()[:400])
            os._exit(0)
        os.close(wfd)
        os.waitpid(pid, 0)
        res = os.read(r, 4000).decode()
        os.close(r)
        out.write(f"{res}\t{m[-1] if m else 'NONE'}\t{time.time() - t:.1f}\n")
        out.flush()
