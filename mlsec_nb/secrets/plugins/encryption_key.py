"""Symmetric keys: Fernet, wallets."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS188",
    name="encryption-key",
    label="encryption key",
    about=str(__doc__),
    harm="Whoever has it reads what was encrypted, or spends what the wallet holds.",
    revoke="Create a new key, encrypt again, and keep the key outside the notebook; clear the output.",
    patterns=(
        Pattern(
            "",
            r"(?<=^b')[A-Za-z0-9_-]{43}=(?='$)",
            fixed=0,
            left=r"",
            right=r"",
            trigger=r"(?m:^)b'[A-Za-z0-9_-]{43}='",
            label="Fernet key",
        ),
    ),
    vendors=(
        "fernet encryption eth ethereum wallet web3 account private_key from_key fernet_key cipher"
    ).split(),
    shape=r"[A-Za-z0-9_-]{43}=|0x[0-9a-fA-F]{64}",
    references=("CWE-798", "CWE-312", "CWE-321"),
    bad=(
        'ENCRYPTION_KEY = "{word:43}="',
        'private_key = "0x{hex:64}"',
        'acct = Account.from_key("0x{hex:64}")',
    ),
    good=(
        "key = Fernet.generate_key()",
        'tx_hash = "0x{hex:64}"',
    ),
)
