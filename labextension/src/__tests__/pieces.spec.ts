import { type NotebookModel } from '@jupyterlab/notebook';
import { type ICodeCellModel } from '@jupyterlab/cells';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Pieces } from '../notebook/pieces';
import { notebookModel } from './factories';

interface ISent {
  session: string;
  notebook: string;
  cells: string[][];
  pieces: Record<string, { source?: string }>;
}

describe('Pieces', () => {
  let model: NotebookModel;
  let pieces: Pieces;
  let changes: number;

  const send = async (): Promise<ISent> => {
    const request = await pieces.request('scans', { path: 'a.ipynb' }, true);
    pieces.known('scans', request.keys);
    return JSON.parse(`${request.body.join('')}}`) as ISent;
  };
  const cell = (index: number) => model.cells.get(index) as ICodeCellModel;
  const edit = (index: number, source: string) =>
    model.sharedModel.cells[index].setSource(source);

  beforeEach(() => {
    model = notebookModel('a = 1', 'b = 2');
    pieces = new Pieces(model);
    changes = 0;
    pieces.changed.connect(() => changes++);
  });

  afterEach(() => {
    pieces.dispose();
    model.dispose();
  });

  it('send everything at first', async () => {
    const sent = await send();
    expect(Object.keys(sent.pieces)).toHaveLength(5);
    expect(sent.cells.map(([key]) => sent.pieces[key].source)).toEqual([
      'a = 1',
      'b = 2'
    ]);
  });

  it('send only the cell that was edited', async () => {
    const before = await send();
    edit(1, 'b = 3');
    const sent = await send();
    expect(Object.values(sent.pieces)).toMatchObject([{ source: 'b = 3' }]);
    expect(sent.cells[0]).toEqual(before.cells[0]);
    expect(sent.session).toBe(before.session);
  });

  it('send nothing when nothing has changed', async () => {
    await send();
    expect((await send()).pieces).toEqual({});
  });

  it('send everything again to a server that has forgotten', async () => {
    await send();
    pieces.known('scans', new Set());
    expect(Object.keys((await send()).pieces)).toHaveLength(5);
  });

  it('send only the cell that moves', async () => {
    const before = await send();
    model.sharedModel.moveCell(0, 1);
    const sent = await send();
    expect(sent.cells[0]).toEqual(before.cells[1]);
    expect(Object.values(sent.pieces)).toMatchObject([{ source: 'a = 1' }, []]);
  });

  it('send everything to each of those who read them', async () => {
    await send();
    const request = await pieces.request('checks', {}, true);
    const sent = JSON.parse(`${request.body.join('')}}`) as ISent;
    expect(Object.keys(sent.pieces)).toHaveLength(5);
    expect((await send()).pieces).toEqual({});
  });

  it('watch a cell that is added', async () => {
    await send();
    model.sharedModel.insertCell(2, { cell_type: 'code', source: 'c' });
    edit(2, 'c = 3');
    expect(Object.values((await send()).pieces)).toContainEqual(
      expect.objectContaining({ source: 'c = 3' })
    );
  });

  it('keep the outputs of before while a cell runs', async () => {
    const before = await send();
    cell(0).executionState = 'running';
    changes = 0;
    cell(0).outputs.add({ output_type: 'stream', name: 'stdout', text: '1' });
    expect(changes).toBe(0);
    expect((await send()).cells[0][1]).toBe(before.cells[0][1]);
    cell(0).executionState = 'idle';
    expect(changes).toBe(1);
    const { cells, pieces: sent } = await send();
    expect(sent[cells[0][1]]).toMatchObject([{ text: '1' }]);
  });

  it('leave outputs out where they are not wanted', async () => {
    const request = await pieces.request('scans', {}, false);
    const sent = JSON.parse(`${request.body.join('')}}`) as ISent;
    expect(sent.cells.every(keys => keys.length === 1)).toBe(true);
  });

  it('say nothing of what does not concern a scan', () => {
    cell(0).executionCount = 5;
    expect(changes).toBe(0);
  });
});
