"""Which values a language model, a user or a server had a say in."""

from __future__ import annotations

import pytest

from mlsec_nb.code.taint import is_answer, is_foreign
from mlsec_nb.notebook.names.building import derived, text
from mlsec_nb.notebook.names.values import Const, Ref

ANSWER = (Ref("openai.OpenAI().chat.completions.create().choices[].message.content"),)


@pytest.mark.parametrize(
    "value",
    [
        ANSWER,
        text((Const("run "),), ANSWER),
        derived("re.search().group()", (ANSWER,)),
        derived(
            "transformers.AutoTokenizer.from_pretrained().decode()",
            ((Ref("transformers.AutoModel.from_pretrained().generate()"),),),
        ),
        derived("requests.post().json()[]", ((Const("http://localhost:11434/api/generate"),),)),
    ],
)
def test_answers(value):
    assert is_answer(value)
    assert is_foreign(value)


@pytest.mark.parametrize(
    "value",
    [
        (),
        (Const("ls"),),
        (Ref("openai.OpenAI"),),
        (Ref("transformers.AutoTokenizer.from_pretrained().vocab_size"),),
    ],
)
def test_what_no_model_wrote(value):
    assert not is_answer(value)


def test_input_is_foreign_but_no_answer():
    typed = (Ref("builtins.input()"),)
    assert is_foreign(typed)
    assert not is_answer(typed)
