"""Roles and what each may do."""

import enum


class Permission(enum.StrEnum):
    """Something one may do; the scopes of an API key are permissions."""

    ACCOUNT = "account"  # see and change one's own account and keys
    READ = "read"  # look at terms, memory, projects and what is in them
    TRANSLATE = "translate"  # texts
    DOCUMENTS = "documents"  # upload, translate, edit
    SUGGEST = "suggest"  # propose terms and give sentence pairs
    REVIEW = "review"  # decide about terms and pairs, import them
    MANAGE = "manage"  # accounts, organisations, models, the audit log


class Role(enum.StrEnum):
    """What somebody is, in the service or in a project; each may do what those before it may."""

    READER = "reader"
    TRANSLATOR = "translator"
    CONTRIBUTOR = "contributor"
    TERMINOLOGIST = "terminologist"
    ADMINISTRATOR = "administrator"

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that it may do."""
        roles = list(Role)
        return frozenset(
            permission for role in roles[: roles.index(self) + 1] for permission in _ADDED[role]
        )


_ADDED = {
    Role.READER: (Permission.ACCOUNT, Permission.READ),
    Role.TRANSLATOR: (Permission.TRANSLATE, Permission.DOCUMENTS),
    Role.CONTRIBUTOR: (Permission.SUGGEST,),
    Role.TERMINOLOGIST: (Permission.REVIEW,),
    Role.ADMINISTRATOR: (Permission.MANAGE,),
}
