import { Text } from '@codemirror/state';
import { type Cell } from '@jupyterlab/cells';
import { type Notebook, type NotebookPanel } from '@jupyterlab/notebook';

import { type Location } from '../wire';
import { spanOf } from './position';

/** How long a revealed output stays lit. */
const FLASH = 1600;

/** How long we try to scroll to a cell, and the pause between two attempts. */
const PATIENCE = 30_000;
const PAUSE = 60;

/** Only the last click counts. */
let newest = 0;

/**
 * Bring the place of a finding into view and put the cursor on it. A windowed
 * notebook has no editor for a cell far away until the cell has been scrolled to.
 */
export async function reveal(
  panel: NotebookPanel,
  location: Location
): Promise<void> {
  const notebook = panel.content;
  const index = indexOf(panel, location);
  if (index < 0) {
    return;
  }
  if (!(await scrollTo(panel, index))) {
    return;
  }
  notebook.deselectAll();
  notebook.activeCellIndex = index;
  const cell = notebook.widgets[index];
  if (location.surface === 'source') {
    select(cell, location);
  } else {
    flash(cell.node);
  }
}

/**
 * Scroll until the cell is there: somebody else who scrolls meanwhile, such as
 * to focus a cell, ends our scrolling.
 */
async function scrollTo(panel: NotebookPanel, index: number): Promise<boolean> {
  const turn = ++newest;
  const end = performance.now() + PATIENCE;
  await attach(panel.content, index);
  while (turn === newest && performance.now() < end && !panel.isDisposed) {
    const reached = await panel.content
      .scrollToItem(index, 'center')
      .then(() => panel.content.widgets[index]?.node.isConnected)
      .catch(() => false);
    if (reached) {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
  return false;
}

/**
 * The far cells of a notebook that has just been opened are attached one by one
 * while the browser is idle, which it may not be for long; this one is wanted now.
 * A windowed notebook attaches what it scrolls to by itself.
 */
async function attach(notebook: Notebook, index: number): Promise<void> {
  const cell = notebook.widgets[index];
  const { windowingMode } = notebook.notebookConfig;
  if (windowingMode !== 'full' && cell?.isPlaceholder()) {
    cell.node.dataset.windowedListIndex = String(index);
    notebook.layout.insertWidget(index, cell);
    await cell.ready;
  }
}

/** Cells move: the id tells where the cell is now. */
export function indexOf(panel: NotebookPanel, location: Location): number {
  const cells = panel.content.model?.sharedModel.cells ?? [];
  const byId = cells.findIndex(cell => cell.id === location.cell_id);
  return byId >= 0 ? byId : (location.cell ?? -1);
}

function select(cell: Cell, location: Location): void {
  const editor = cell.editor;
  if (!editor || cell.model.type === 'markdown') {
    flash(cell.node);
    return;
  }
  const doc = Text.of(cell.model.sharedModel.getSource().split(/\r\n?|\n/));
  const { from, to } = spanOf(doc, location);
  const start = editor.getPositionAt(from);
  const end = editor.getPositionAt(to);
  if (start && end) {
    editor.setSelection({ start, end });
    editor.revealPosition(start);
  }
  editor.focus();
}

function flash(node: HTMLElement): void {
  node.classList.add('mlsec-mod-revealed');
  setTimeout(() => node.classList.remove('mlsec-mod-revealed'), FLASH);
}
