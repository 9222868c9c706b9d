"""People with accounts, for the tests of the web shell."""

from allauth.account.models import EmailAddress

from restride.web.accounts.models import Role, User

PASSWORD = "four calm quiet rivers"


def a_user(email: str = "kim@example.org", *, role: str = Role.RUNNER, name: str = "Kim") -> User:
    """A user who can sign in with PASSWORD."""
    user = User.objects.create_user(email, PASSWORD, name=name, role=role)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def sign_up_answers(**changed: str) -> dict[str, str]:
    """What a new runner writes into the sign-up form."""
    return {"name": "Kim", "email": "kim@example.org", "password1": PASSWORD, "zone": "Europe/Lisbon", **changed}
