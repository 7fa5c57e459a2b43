"""Identity numbers of states that give no check: the header has to say so."""

from __future__ import annotations

from mlsec_nb.privacy.digits import plain
from mlsec_nb.privacy.kind import Kind, listed


def _looks_like_one(value: str) -> bool:
    text = plain(value)
    return len(value) <= 20 and 6 <= len(text) <= 16 and text.isalnum() and sum(map(str.isdigit, text)) >= 5


KINDS = (
    Kind(
        name="national-id",
        label="national identity number",
        check=_looks_like_one,
        heads=listed(
            """
            national id, national identity, identity number, id card, identity card, citizen id, cedula,
            cédula, cni, carte identite, cccd, cmnd, nid, nin, curp, cin, ghana card, carta identita,
            documento, num documento, nr documento, id documento, rg, dui, dpi, numero fiscal, nip, nit,
            identification number, maisha, huduma, philsys, umid, rodne, personnummer, personal number,
            personal id, omang, kimlik, personenkennziffer, паспорт, удостоверение
            """
        ),
        blind=None,
        named=0.9,
    ),
)
