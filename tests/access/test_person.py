"""A person asks; the role answers."""

import pytest

from lib.access.permissions import Permission
from lib.access.person import Person
from lib.access.roles import Role
from lib.errors import NotAllowed


def test_the_role_decides() -> None:
    person = Person("anna", "Anna", Role.CASE_MANAGER, "CM-01")
    assert person.has(Permission.EDIT_CLIENT)
    assert not person.has(Permission.MANAGE_ACCOUNTS)


def test_requiring_what_is_lacking_says_what_and_who_but_no_name() -> None:
    person = Person("anna", "Anna", Role.COMMITTEE)
    person.require(Permission.SEE_COMMITTEE_FIGURES)
    with pytest.raises(NotAllowed) as caught:
        person.require(Permission.SEE_CASELOAD)
    assert (caught.value.permission, caught.value.role) == ("see_caseload", "commissie")
    assert "anna" not in caught.value.message.lower()
