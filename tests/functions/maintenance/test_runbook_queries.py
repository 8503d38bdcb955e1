"""What the runbooks ask the database: answered to the user that a shift signs in as."""

import re
from collections.abc import Mapping

import pytest

from functions.maintenance.roles_wanted import READ_ONLY
from functions.maintenance.sessions import StillRunningError
from local.postgres import Postgres
from tests.docs.runbooks import sections
from tests.functions.maintenance.studio import OWNER, Studio

_ASKED = re.compile(r'^sql "(?P<query>[^"]+)"$', re.MULTILINE)
QUERIES: Mapping[str, str] = {
    f"{section.name}-{place}": found["query"].replace("$DATE", "2026-12-13")
    for section in sections()
    for place, found in enumerate(_ASKED.finditer(section.text), start=1)
}


@pytest.fixture(scope="module")
def shared(postgres: Postgres) -> Studio:
    found = Studio.built(postgres, "runbooks")
    found.ensure()
    return found


def asked(studio: Studio, query: str) -> list[list[object]]:
    with studio.opened(READ_ONLY) as session:
        return [list(row) for row in session.run(query)]


@pytest.mark.parametrize("query", [pytest.param(one, id=name) for name, one in QUERIES.items()])
def test_a_shift_may_ask_what_its_runbooks_tell_it_to(shared: Studio, query: str) -> None:
    asked(shared, query)


def test_the_runbooks_ask_the_database() -> None:
    assert {name.rpartition("-")[0] for name in QUERIES} == {
        "database-capacity",
        "database-slow",
        "database-care",
    }


def test_a_shift_sees_who_waits_for_whom(shared: Studio) -> None:
    with shared.opened(OWNER) as holds, shared.opened(OWNER) as waits:
        holds.run("BEGIN")
        holds.run("LOCK TABLE public.jobs")
        waiting, holding = (one.one("SELECT pg_backend_pid()") for one in (waits, holds))
        with pytest.raises(StillRunningError):
            waits.run("SELECT count(*) FROM public.jobs", within=0.2)
        ((pid, for_whom, relation, *_),) = asked(shared, QUERIES["database-slow-1"])
        assert (pid, for_whom, relation) == (waiting, [holding], "public.jobs")


def test_a_shift_sees_who_keeps_a_transaction_open(shared: Studio) -> None:
    with shared.opened(OWNER) as forgets:
        forgets.run("BEGIN")
        forgets.run("INSERT INTO public.users VALUES (4711, 'somebody')")
        pid = forgets.one("SELECT pg_backend_pid()")
        assert pid in [row[0] for row in asked(shared, QUERIES["database-care-2"])]
