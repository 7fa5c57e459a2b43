import { type NotebookModel, type NotebookPanel } from '@jupyterlab/notebook';
import { type ICodeCellModel } from '@jupyterlab/cells';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { apply } from '../notebook/apply';
import { type Change } from '../wire';
import { notebookModel } from './factories';

const SOURCE = '# 🔑\nkey = "🔑 secret"';

function change(more: Partial<Change>): Change {
  return {
    cell: 0,
    title: '',
    edits: [],
    outputs: null,
    tags: [],
    preview: [],
    ...more
  };
}

const ENVIRONMENT = change({
  edits: [
    {
      line: 1,
      column: 1,
      end_line: 1,
      end_column: 1,
      replacement: 'import os\n'
    },
    {
      line: 2,
      column: 7,
      end_line: 2,
      end_column: 17,
      replacement: 'os.environ["KEY"]'
    }
  ]
});

describe('apply', () => {
  let model: NotebookModel;
  let panel: NotebookPanel;
  const cell = () => model.sharedModel.cells[0];
  const outputs = () => (model.cells.get(0) as ICodeCellModel).outputs.toJSON();

  beforeEach(() => {
    model = notebookModel(SOURCE);
    panel = { content: { model } } as unknown as NotebookPanel;
  });

  afterEach(() => model.dispose());

  it('edits behind emojis', () => {
    apply(panel, [ENVIRONMENT]);
    expect(cell().getSource()).toBe('import os\n# 🔑\nkey = os.environ["KEY"]');
  });

  it('is one step of the undo history of the cell', () => {
    cell().clearUndoHistory();
    apply(panel, [ENVIRONMENT]);
    cell().undo();
    expect(cell().getSource()).toBe(SOURCE);
  });

  it('can be taken back', () => {
    const tags = change({ tags: ['mlsec-ignore-MLS101'] });
    const output = change({
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'x' }]
    });
    const undo = apply(panel, [ENVIRONMENT, tags, output]);
    expect(cell().getMetadata('tags')).toEqual(['mlsec-ignore-MLS101']);
    expect(outputs()).toHaveLength(1);
    undo();
    expect(cell().getSource()).toBe(SOURCE);
    expect(cell().getMetadata('tags')).toBeUndefined();
    expect(outputs()).toEqual([]);
  });

  it('does not take back what was typed since', () => {
    const undo = apply(panel, [ENVIRONMENT]);
    cell().setSource('mine');
    undo();
    expect(cell().getSource()).toBe('mine');
  });
});
