"""Scripts: lines are lines of the file."""

from mlsec_nb.notebook.read import read_bytes

PERCENT = """# ---
# jupyter: {}
# ---
# %% [markdown]
# # Title
# %%
# %pip install torch
x = 1
# %% second
y = 2
"""


def script(text: str):
    return read_bytes(text.encode(), "script.py")


def test_plain_script_is_one_cell():
    (cell,) = script("x = 1\ny = 2\n").cells
    assert cell.source.locate(2).line == 2
    assert cell.source.surface.value == "file"


def test_percent_cells_keep_the_lines_of_the_file():
    cells = script(PERCENT).cells
    assert [cell.kind for cell in cells] == ["code", "markdown", "code", "code"]
    assert cells[3].source.text.split("\n")[1] == "y = 2"
    assert cells[3].source.locate(2).line == 10


def test_commented_magics_are_live_in_percent_scripts_only():
    assert "\n%pip install torch" in script(PERCENT).cells[2].source.text
    assert script("# %pip install torch\n").cells[0].source.text == "# %pip install torch\n"


def test_exported_and_databricks_cells():
    assert len(script("# In[1]:\nx\n# In[ ]:\ny\n").cells) == 2
    databricks = script("# COMMAND ----------\n# MAGIC %sh ls\n# COMMAND ----------\nx\n")
    assert "\n%sh ls" in databricks.cells[0].source.text
