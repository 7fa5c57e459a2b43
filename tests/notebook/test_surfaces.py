"""Every surface is read, with the place it came from."""

import base64

import pytest

from tests.notebooks import code, display, error, markdown, notebook, parts, raw, stream, texts


def test_source_of_every_cell_type():
    read = notebook("x = 1", markdown("# Title"), raw("raw text"), {"cell_type": "slide", "source": "new"})
    assert texts(read, "source") == ["x = 1", "# Title", "raw text", "new"]
    assert [cell.language for cell in read.cells] == ["python", "markdown", "text", "text"]


def test_source_as_text_or_list_of_lines():
    read = notebook(code("a\nb"), code(["a\n", "b"]))
    assert texts(read, "source") == ["a\nb", "a\nb"]


def test_stream_and_error_lose_their_terminal_codes():
    read = notebook(code("f()", stream("\x1b[31mred\x1b[0m"), error("\x1b[0;31mValueError\x1b[0m: no")))
    assert texts(read, "output") == ["red", "ValueError: no"]
    assert not any(part.exact for part in parts(read, "output"))


def test_hyperlink_of_the_terminal_keeps_its_address():
    read = notebook(code("f()", stream("\x1b]8;;https://host/?q=1\x1b\\here\x1b]8;;\x1b\\")))
    assert texts(read, "output") == ["https://host/?q=1here"]


def test_error_value_is_read_when_the_traceback_lacks_it():
    read = notebook(code("f()", error("Traceback", value="the reason")))
    assert texts(read, "output") == ["Traceback", "the reason"]


@pytest.mark.parametrize(
    "mime",
    ["text_plain", "text_latex", "text_markdown", "application_javascript", "text_csv", "application_xml"],
)
def test_textual_types(mime):
    read = notebook(code("f()", display(**{mime: ["one\n", "two"]})))
    assert texts(read, "output") == ["one\ntwo"]


def test_html_as_markup_and_as_the_page_that_is_seen():
    read = notebook(code("f()", display(text_html='<td title="a&amp;b">k<b>e</b>y</td>\n<td>value</td>')))
    markup, page = texts(read, "output")
    assert 'title="a&b"' in markup
    assert page.split("\n") == [" key ", " value "]
    assert [part.exact for part in parts(read, "output")] == [False, False]


def test_json_is_printed_one_key_a_line_with_pointers():
    read = notebook(code("f()", display(application_json={"a": 1, "keys": {"b/c": "x"}})))
    (part,) = parts(read, "output")
    assert part.text == '{\n  "a": 1,\n  "keys": {\n    "b/c": "x"\n  }\n}'
    assert part.locate(4).pointer == "/cells/0/outputs/0/data/application~1json/keys/b~1c"


def test_json_of_any_vendor():
    read = notebook(code("f()", display(**{"application_vnd.acme.v1+json": {"a": "b"}})))
    assert texts(read, "output") == ['{\n  "a": "b"\n}']


def test_widget_state_and_papermill_parameters_are_metadata():
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"id": {"value": "typed"}}}}
    read = notebook("x", papermill={"parameters": {"alpha": "0.1"}}, widgets=state)
    assert any('"alpha": "0.1"' in text for text in texts(read, "metadata"))
    assert any('"value": "typed"' in text for text in texts(read, "metadata"))


def test_cell_and_output_metadata():
    output = {**display(text_plain="x"), "metadata": {"origin": "elsewhere"}}
    read = notebook(code("f()", output, metadata={"owner": "me"}))
    assert texts(read, "metadata") == ['{\n  "owner": "me"\n}', '{\n  "origin": "elsewhere"\n}']


def test_textual_attachments_are_decoded():
    encoded = base64.b64encode(b"user: me").decode()
    read = notebook(markdown("![x](attachment:x.txt)", attachments={"x.txt": {"text/plain": encoded}}))
    assert texts(read, "attachment") == ["user: me"]


def test_plain_attachments_stay_as_they_are():
    read = notebook(markdown("x", attachments={"x.txt": {"text/plain": "A=b"}}))
    assert texts(read, "attachment") == ["A=b"]


def test_images_are_counted_and_no_gap():
    read = notebook(
        code("plot()", display(image_png="iVBORw0KGgo=")), markdown("x", attachments={"a": {"image/gif": ""}})
    )
    assert [(skipped.what, skipped.gap) for skipped in read.skipped] == [
        ("1 image/png", False),
        ("1 image/gif", False),
    ]
    assert texts(read, "output") == []


def test_data_uri_is_blanked_and_its_lines_stay():
    uri = "data:image/png;base64," + "A" * 80
    read = notebook(markdown(f"before\n![x]({uri})\nafter"))
    assert texts(read, "source") == ["before\n![x]()\nafter"]


def test_number_arrays_of_plots_are_counted():
    read = notebook(
        code("plot()", display(**{"application_vnd.plotly.v1+json": {"data": [{"y": list(range(99))}]}}))
    )
    assert "98" not in texts(read, "output")[0]
    assert "1 array of numbers" in [skipped.what for skipped in read.skipped]


def test_script_library_in_html_is_counted():
    read = notebook(code("plot()", display(text_html=f"<script>{'x' * 200_000}</script><p>shown</p>")))
    assert "shown" in texts(read, "output")[0]
    assert sum(map(len, texts(read, "output"))) < 1_000


def test_unknown_output_type_is_read_whole():
    read = notebook(code("f()", {"output_type": "hologram", "text": "seen"}))
    assert '"text": "seen"' in texts(read, "output")[0]


def test_language_of_the_kernel_and_of_a_cell():
    cell = code("SELECT 1", metadata={"vscode": {"languageId": "sql"}})
    read = notebook("x <- 1", cell, kernelspec={"name": "ir", "language": "R"})
    assert [cell.language for cell in read.cells] == ["r", "sql"]


def test_old_line_ends_become_new_ones():
    assert texts(notebook("a\r\nb\rc"), "source") == ["a\nb\nc"]
