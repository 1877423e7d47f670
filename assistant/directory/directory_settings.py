"""The settings of the organisation's directory; `assistant/settings.py` reads them with others."""

import re
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

USER, NAME = "{user}", "{dn}"
"""What stands in a filter for the reader's name, and for the name (DN) of an entry."""

_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9-]*", re.ASCII)
_NAMING = re.compile(r"\(([A-Za-z][A-Za-z0-9-]*)=([^()*\\]*\{user\}[^()*\\]*)\)", re.ASCII)


class DirectorySettings(BaseSettings):
    """Which directory is asked for groups, as whom, and how it names people and groups."""

    ldap_url: str = Field(
        default="",
        description="directory that is asked for the groups of who signed in, such as"
        " `ldaps://directory.example`; empty: none",
    )
    ldap_start_tls: bool = Field(
        default=False,
        description="whether a connection to an `ldap://` address is encrypted by StartTLS",
    )
    ldap_ca: Path | None = Field(
        default=None,
        description="PEM file of who signed the directory's certificate; without it those whom this"
        " machine trusts",
    )
    ldap_bind: str = Field(
        default="",
        description="name (DN) of the account that asks the directory; empty: it is asked without"
        " one",
    )
    ldap_password: SecretStr = Field(default=SecretStr(""), description="password of that account")
    ldap_base: str = Field(
        default="", description="entry (DN) below which people and groups are looked for"
    )
    ldap_person: str = Field(
        default="(uid={user})",
        description="filter that finds a person; `{user}` is the name that they signed in with",
    )
    ldap_groups: str = Field(
        default="(member={dn})",
        description="filter that finds the groups of a person or a group, `{dn}` being its entry;"
        " or the attribute that lists them there, such as `memberOf`",
    )
    ldap_groups_base: str = Field(
        default="",
        description="entry (DN) below which that filter looks for groups; empty: that of people",
    )
    ldap_group_name: str = Field(
        default="cn",
        description="attribute by which the rules name a group; `dn`: the whole name of its entry",
    )
    ldap_nested: bool = Field(
        default=True, description="whether who is in a group is in those that it is a member of"
    )
    ldap_minutes: float = Field(
        default=10.0,
        gt=0,
        le=1_440,
        description="how long what the directory said holds, also while it is away",
    )
    ldap_seconds: float = Field(
        default=5.0, gt=0, le=60, description="how long the directory is waited for"
    )

    @field_validator("ldap_person")
    @classmethod
    def _names_the_user(cls, text: str) -> str:
        if not _is_filter(text) or text.count(USER) != 1 or not _NAMING.search(text):
            raise ValueError(f"it is no filter with one {USER}, such as '(uid={USER})'")
        return text

    @field_validator("ldap_groups")
    @classmethod
    def _finds_groups(cls, text: str) -> str:
        named = USER in text or NAME in text
        if not _ATTRIBUTE.fullmatch(text) and not (_is_filter(text) and named):
            raise ValueError(f"it is neither an attribute nor a filter with {NAME} or {USER}")
        return text

    @field_validator("ldap_group_name")
    @classmethod
    def _is_attribute(cls, text: str) -> str:
        if not _ATTRIBUTE.fullmatch(text):
            raise ValueError("it is no attribute such as 'cn'")
        return text

    def naming(self, user: str) -> tuple[str, str]:
        """Returns the attribute that a person is found by, and the value that it has to have."""
        found = _NAMING.search(self.ldap_person)
        assert found is not None
        return found[1], found[2].replace(USER, user)

    @property
    def groups_are_listed(self) -> bool:
        """Whether an attribute of a person lists the groups, rather than a filter finding them."""
        return not _is_filter(self.ldap_groups)


def _is_filter(text: str) -> bool:
    return text.startswith("(") and text.endswith(")")
