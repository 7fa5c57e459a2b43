from mlsec_nb.report.prose import Block, blocks


def test_headings_paragraphs_lists_and_code():
    docs = "One\nline.\n\nUse instead\n-----------\n- ``a`` and\n  more\n- b\n\n    code()\n"
    docs += "\nReferences\n----------\nCWE-502\n"
    assert list(blocks(docs)) == [
        Block("paragraph", "One line."),
        Block("heading", "Use instead"),
        Block("list", "- ``a`` and\n  more\n- b", ("`a` and more", "b")),
        Block("code", "code()"),
    ]


def test_no_docs_no_blocks():
    assert list(blocks("")) == []
