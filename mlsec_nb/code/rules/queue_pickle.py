"""Pickles through a queue or cache.

What it does
------------
Finds task queues and caches that unpickle what they read: Celery with the pickle serialiser, RQ,
``recv_pyobj`` of ZeroMQ, ``PickleSerde`` of memcached clients, Flask-Caching.

Why it matters
--------------
Whoever can write to the broker runs code in every reader.

Use instead
-----------
JSON serialisers.

References
----------
CWE-502
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Assignment, Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Const, Value, leaves

RULE = rule(
    "MLS218",
    "queue-pickle",
    "A queue or cache unpickles what it reads.",
    advice="Use a JSON serialiser.",
    references=("CWE-502",),
    aliases=("B301",),
)
SERDES = (
    "pymemcache.serde.python_memcache_deserializer",
    "pymemcache.serde.PickleSerde",
    "pymemcache.serde.pickle_serde",
    "aiocache.serializers.PickleSerializer",
    "django_redis.serializers.pickle.PickleSerializer",
)
KEYWORDS = ("accept_content", "task_serializer", "result_serializer")
PICKLE = re.compile(r"pickle|x-python-serialize")
WATCH = Watch(
    calls=(
        "celery.Celery",
        "celery.app.base.Celery",
        "kombu.enable_insecure_serializers",
        "kombu.serialization.enable_insecure_serializers",
        "rq.Queue",
        "rq.Worker",
        "rq.job.Job.fetch",
        "*.recv_pyobj",
        *SERDES,
        "memcache.Client",
        "pylibmc.Client",
        "flask_caching.Cache",
    ),
    assignments=("*.accept_content", "*.task_serializer", "*.result_serializer"),
    keywords=("accept_content", "task_serializer", "result_serializer"),
    references=False,
)
BAD = (
    "import zmq\nsocket = zmq.Context().socket(zmq.PULL)\nwork = socket.recv_pyobj()",
    "from celery import Celery\napp = Celery('tasks', accept_content=['pickle'])",
    "from celery import Celery\napp = Celery('tasks')\napp.conf.task_serializer = 'pickle'",
)
GOOD = (
    "from celery import Celery\napp = Celery('tasks', accept_content=['json'])",
    "import zmq\nsocket = zmq.Context().socket(zmq.PULL)\nwork = socket.recv_json()",
    "from rq import Queue\n"
    "from rq.serializers import JSONSerializer\n"
    "queue = Queue(connection=redis, serializer=JSONSerializer)",
)


def check(event: Call | Assignment, facts: Facts) -> Iterator[Hit]:
    """Report pickle serialisers, and readers that have no other."""
    if isinstance(event, Assignment):
        if _mentions_pickle(event.value):
            yield Hit(f"`{event.names[0].removeprefix('?.')}` allows pickles from the broker.")
        return
    name = event.names[0] if event.names else "?." + event.method
    if any(_mentions_pickle(event.keywords.get(keyword)) for keyword in KEYWORDS):
        yield Hit(f"{spoken(event)} accepts pickles from the broker.")
    elif name.endswith((".recv_pyobj", "insecure_serializers")):
        yield Hit(f"{spoken(event)} unpickles what it receives.")
    elif name in SERDES:
        yield Hit(f"{spoken(event)} unpickles what is in the cache.", severity=Severity.MEDIUM)
    elif name.startswith("rq.") and "serializer" not in event.keywords:
        message = f"{spoken(event)} unpickles jobs by default."
        yield Hit(message, severity=Severity.MEDIUM, confidence=Confidence.LOW)
    elif name in ("memcache.Client", "pylibmc.Client", "flask_caching.Cache"):
        message = f"{spoken(event)} unpickles what is in the cache by default."
        yield Hit(message, severity=Severity.MEDIUM, confidence=Confidence.LOW)


def _mentions_pickle(value: Value | None) -> bool:
    return any(
        isinstance(atom, Const) and isinstance(atom.value, str) and PICKLE.search(atom.value)
        for atom in leaves(value)
    )
