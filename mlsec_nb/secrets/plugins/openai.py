"""OpenAI API keys: of users, projects, service accounts and administrators."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS101",
    name="openai-key",
    label="OpenAI API key",
    about=str(__doc__),
    harm="Whoever has it spends your quota and reads your files, fine-tunes and threads.",
    revoke="Delete it at https://platform.openai.com/api-keys and create a new one.",
    patterns=(
        Pattern("sk-proj-", r"sk-proj-[A-Za-z0-9_-]{20,250}"),
        Pattern("sk-svcacct-", r"sk-svcacct-[A-Za-z0-9_-]{20,250}"),
        Pattern("sk-admin-", r"sk-admin-[A-Za-z0-9_-]{20,250}"),
        Pattern("sk-None-", r"sk-None-[A-Za-z0-9_-]{20,250}"),
        Pattern("T3BlbkFJ", r"sk-[A-Za-z0-9_-]{10,200}T3BlbkFJ[A-Za-z0-9_-]{10,200}", fixed=3),
    ),
    references=("CWE-798", "CWE-312", "https://platform.openai.com/docs/api-reference/authentication"),
    bad=(
        'client = OpenAI(api_key="sk-proj-{word:48}T3BlbkFJ{word:40}")',
        'openai.api_key = "sk-{alnum:20}T3BlbkFJ{alnum:20}"',
    ),
    good=(
        'client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])',
        'openai.api_key = "sk-..."',
        'run_id = "task-proj-0123456789abcdefghij"',
    ),
)
