"""Who somebody is on the net: names of accounts, handles, addresses of profiles, cookies."""

from __future__ import annotations

import re

from mlsec_nb.privacy.kind import Category, Kind, Sample, listed, pattern
from mlsec_nb.privacy.names import family_names, given_names

_LOGIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[._-]?[A-Za-z0-9]+){0,3}")
_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.|www\.|m\.|mobile\.)?(?:"
    r"linkedin\.com/(?:in|pub)/|facebook\.com/(?:profile\.php\?id=)?|fb\.com/|instagram\.com/|twitter\.com/|x\.com/"
    r"|github\.com/|gitlab\.com/|tiktok\.com/@|t\.me/|vk\.com/|snapchat\.com/add/|reddit\.com/u(?:ser)?/|medium\.com/@"
    r"|youtube\.com/@|pinterest\.[a-z]{2,3}/|xing\.com/profile/|orcid\.org/|ok\.ru/profile/|threads\.net/@"
    r"|soundcloud\.com/|flickr\.com/people/|strava\.com/athletes/|keybase\.io/|mastodon\.[a-z]+/@|bsky\.app/profile/"
    r")@?[\w.%-]{2,80}/?(?:\?\S{0,200})?",
    re.IGNORECASE,
)
_OWN_PAGE = re.compile(
    r"https?://[\w.-]{3,120}/(?:~|users?/|u/|people/|profiles?/|members?/|@)[A-Za-z][\w.%-]{1,60}/?"
)
_NAMED_AT_LEAST = 4


def _is_login(value: str) -> bool:
    if not 3 <= len(value) <= 32 or _LOGIN.fullmatch(value) is None:
        return False
    return any(map(str.isalpha, value))


def _holds_a_name(value: str) -> bool:
    """Whether the account is called like a person: ``jsmith``, ``anna.mueller84``."""
    if not _is_login(value) or value.isupper() or value != value.lower():
        return False
    parts = [part for part in re.split(r"[\d._-]+", value) if part]
    if not parts or (len(parts) == 1 and parts[0] == value and value in given_names() | family_names()):
        return False  # a bare name is judged with the names
    return any(_is_name(part) for part in parts)


def _is_name(part: str) -> bool:
    known = given_names() | family_names()
    if len(part) >= _NAMED_AT_LEAST and (
        part in known or (len(part) > _NAMED_AT_LEAST and part[1:] in family_names())
    ):
        return True
    cuts = range(3, len(part) - 2)
    return any(part[:cut] in given_names() and part[cut:] in family_names() for cut in cuts)


def _many(sample: Sample) -> bool:
    return len(sample.distinct) >= max(5, 0.3 * len(sample.values))


def _logins(sample: Sample) -> bool:
    """Words and codes are no accounts: some of these must hold letters in lower case and be many."""
    lower = sum(any(map(str.islower, value)) for value in sample.values)
    lettered = sum(sum(map(str.isalpha, value)) >= 3 for value in sample.values)
    return _many(sample) and min(lower, lettered) > 0.8 * len(sample.values)


KINDS = (
    Kind(
        name="user-name",
        label="user name",
        check=_holds_a_name,
        loose=_is_login,
        heads=listed(
            """
            username, user name, =user, =usr, usr nm, usr name, login, login name, account name, nickname,
            nick, screen name, benutzername, benutzer, utilisateur, usuario, utente, identifiant,
            gebruikersnaam, nazwa uzytkownika, uzytkownik, kullanici adi, логин, пользователь, 用户名,
            ユーザー名,
            uname, uid, anvandarnamn, kayttajatunnus, brukernavn, gamertag, =author, =owner, skype, userid,
            logon
            """
        ),
        blind=0.55,
        named=0.9,
        whole=_many,
        whole_named=_logins,
    ),
    Kind(
        name="social-handle",
        label="handle in a social network",
        check=pattern(r"@[A-Za-z0-9_][\w.-]{1,39}(?:@[\w.-]{3,80})?"),
        heads=listed(
            """
            handle, twitter, instagram, ig, telegram, tiktok, mastodon, x handle, twitter handle
            """
        ),
        whole=_many,
    ),
    Kind(
        name="profile-page",
        label="address of somebody's page",
        check=lambda value: _PROFILE.fullmatch(value) is not None or _OWN_PAGE.fullmatch(value) is not None,
        heads=listed(
            """
            linkedin, facebook, profile, profile url, github, social, homepage, twitter, instagram
            """
        ),
        strong=True,
        whole=_many,
    ),
    Kind(
        name="session-cookie",
        label="cookie or session of somebody",
        check=pattern(r"[\w.|:%+/=-]{10,400}"),
        heads=listed(
            """
            cookie, cookie id, session id, sessionid, sid, advertising id, idfa, gaid, adid, ga client id,
            fbp
            """
        ),
        blind=None,
        category=Category.QUASI,
    ),
)
