"""E-mail addresses (RFC 5321), as they are written in tables."""

from __future__ import annotations

import re

from mlsec_nb.privacy.kind import Kind, listed

_LOCAL = r"[^\W_][\w.!#$%&'+/=?^`{|}~-]{0,63}"
_DOMAIN = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}"
_FORM = re.compile(rf"(?:mailto:|[^<>@]{{0,80}}<)?({_LOCAL})@({_DOMAIN})>?", re.IGNORECASE)
_ROLES = frozenset(
    """
    admin billing contact donotreply example foo git hello help hi hostmaster info it legal mail mailer-daemon
    marketing me name news newsletter no-reply nobody noreply notifications office postmaster press
    privacy root
    sales security service support team test user username webmaster you your.email your.name youremail
    yourname
    """.split()
)
_RESERVED = re.compile(
    r"(?:.*\.)?(?:example|test|invalid|localhost|local|domain|email|company|xyz)(?:\.[a-z]{2,3})?"
)


def _is_email(value: str) -> bool:
    return len(value) <= 254 and "@" in value and _FORM.fullmatch(value) is not None


def is_somebody(address: str, *, documentation: bool = False) -> bool:
    """Whether an address belongs to a person, not to a role; those of documentation only if asked for."""
    local, _, domain = address.lower().rpartition("@")
    toy = len(local) == 1 or len(domain.partition(".")[0]) == 1  # a@b.com
    return not toy and local not in _ROLES and (documentation or _RESERVED.fullmatch(domain) is None)


KINDS = (
    Kind(
        name="email-address",
        label="e-mail address",
        check=_is_email,
        heads=listed(
            """
            email, e mail, mail, eml, email address, mail addr, courriel, correo, epost, *email
            """
        ),
        blind=0.8,
        named=0.6,
        strong=True,
        text=re.compile(
            r"(?<![\w.+/@-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w@-])"
        ),
    ),
)
