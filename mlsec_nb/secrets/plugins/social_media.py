"""Tokens of social media and streaming services: Facebook, X (Twitter), Reddit, Spotify, LinkedIn."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS144",
    name="social-media-token",
    label="social media token",
    about=str(__doc__),
    harm="Whoever has it reads and posts as your application or account.",
    revoke="Revoke it in the developer portal of the service.",
    patterns=(
        Pattern("EAA", r"EAA[A-Za-z0-9]{80,400}", label="Facebook access token"),
        Pattern(
            "AAAAAAAAAAAAAAAAAAAAA",
            r"AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{40,120}",
            fixed=22,
            right=r"",
            label="X (Twitter) bearer token",
        ),
        Pattern("IGQV", r"IGQV[A-Za-z0-9_-]{80,300}", label="Instagram token"),
    ),
    vendors=(
        "twitter tweepy consumer oauthhandler reddit praw spotify spotipy "
        "spotifyclientcredentials linkedin facebook"
    ).split(),
    shape=r"[0-9a-f]{32}|[A-Za-z0-9]{35,50}|[A-Za-z0-9_-]{24,32}|\d{6,20}-[A-Za-z0-9]{30,45}",
    bad=(
        "graph = facebook.GraphAPI(access_token='EAA{alnum:150}')",
        "reddit = praw.Reddit(client_id='x', client_secret='{word:30}', user_agent='nlp')",
        "consumer_secret = '{alnum:50}'",
        "SpotifyClientCredentials(client_id=cid, client_secret='{hex:32}')",
    ),
    good=(
        "reddit = praw.Reddit('bot1')",
        'twitter_handle = "@someone"',
    ),
)
