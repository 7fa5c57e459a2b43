import { Text } from '@codemirror/state';
import { type ICellModel, type ICodeCellModel } from '@jupyterlab/cells';
import { type IOutput } from '@jupyterlab/nbformat';
import { type NotebookPanel } from '@jupyterlab/notebook';

import { type Change } from '../wire';
import { replacements } from './position';

/** Takes a change back. */
export type Undo = () => void;

/** Make the changes that the server proposed; returns how to take all of them back. */
export function apply(panel: NotebookPanel, changes: readonly Change[]): Undo {
  const cells = Array.from(panel.content.model?.cells ?? []);
  const undos = changes.flatMap(change => {
    const cell = cells[change.cell];
    return cell
      ? [edit(cell, change), tag(cell, change), show(cell, change)]
      : [];
  });
  return () => undos.forEach(undo => undo());
}

/** Edit the source, as one step of the cell's own undo history. */
function edit({ sharedModel: cell }: ICellModel, { edits }: Change): Undo {
  const before = cell.getSource();
  const doc = Text.of(before.split(/\r\n?|\n/));
  cell.transact(() => {
    for (const { from, to, insert } of replacements(doc, edits)) {
      cell.updateSource(from, to, insert);
    }
  });
  const after = cell.getSource();
  return () => {
    // what was typed since is worth more than the undo
    if (edits.length && !cell.isDisposed && cell.getSource() === after) {
      cell.setSource(before);
    }
  };
}

function tag(cell: ICellModel, { tags }: Change): Undo {
  if (!tags.length) {
    return () => undefined;
  }
  const before = cell.getMetadata('tags') as string[] | undefined;
  cell.setMetadata('tags', [...new Set([...(before ?? []), ...tags])]);
  return () => {
    if (before) {
      cell.setMetadata('tags', before);
    } else {
      cell.deleteMetadata('tags');
    }
  };
}

/** Replace the outputs through the model that the output area follows. */
function show(cell: ICellModel, { outputs }: Change): Undo {
  if (!outputs || cell.type !== 'code') {
    return () => undefined;
  }
  const area = (cell as ICodeCellModel).outputs;
  const before = area.toJSON();
  area.fromJSON(outputs as unknown as IOutput[]);
  return () => {
    if (!area.isDisposed) {
      area.fromJSON(before);
    }
  };
}
