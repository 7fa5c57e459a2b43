import { ServerConnection } from '@jupyterlab/services';
import { type NotebookModel } from '@jupyterlab/notebook';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { NotebookScanner } from '../notebook/scanner';
import { MissingPiecesError, RefusedError } from '../request';
import { Settings } from '../settings';
import {
  answer,
  finding,
  notebookModel,
  notebookPanel,
  settled,
  SlowApi
} from './factories';

describe('NotebookScanner', () => {
  let model: NotebookModel;
  let server: SlowApi;
  let scanner: NotebookScanner;

  beforeEach(async () => {
    model = notebookModel('a = 1', 'b = 2');
    server = new SlowApi();
    const panel = notebookPanel(model);
    scanner = new NotebookScanner(panel, server.api, new Settings());
    await settled();
  });

  afterEach(() => {
    scanner.dispose();
    model.dispose();
  });

  const edit = (text: string) => model.sharedModel.cells[0].setSource(text);

  it('sends nothing while nobody wants to know', async () => {
    edit('a = 2');
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(server.bodies).toEqual([]);
    expect(scanner.stale).toBe(true);
  });

  it('scans once when typing pauses', async () => {
    scanner.wanted = true;
    'abc'.split('').forEach(edit);
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(server.bodies).toHaveLength(1);
  });

  it('drops the answer of an older request', async () => {
    const older = scanner.scan();
    await settled();
    const newer = scanner.scan();
    await settled();
    await server.end(1, answer(finding('low')));
    await newer;
    await server.end(0, answer(finding('high'), finding('high')));
    await older;
    expect(scanner.findings.map(f => f.severity)).toEqual(['low']);
  });

  it('is stale from the first edit after the request', async () => {
    const scan = scanner.scan();
    await settled();
    edit('a = 3');
    await server.end(0, answer());
    await scan;
    expect(scanner.stale).toBe(true);
    expect(scanner.state).toBe('ready');
  });

  it('sends everything again when the server has forgotten', async () => {
    const scan = scanner.scan();
    await settled();
    await server.end(0, new MissingPiecesError(['1']));
    await settled();
    await server.end(1, answer(finding()));
    await scan;
    expect(server.bodies[1]).toBe(server.bodies[0]);
    expect(scanner.findings).toHaveLength(1);
  });

  it('asks again while large outputs are left', async () => {
    const scan = scanner.scan();
    await settled();
    await server.end(0, { ...answer(finding()), left: 2 });
    await scan;
    await settled();
    expect(server.bodies).toHaveLength(2);
    expect(scanner.left).toBe(2);
    expect(scanner.findings).toHaveLength(1);
    await server.end(1, answer(finding(), finding('low')));
    await settled();
    expect(server.bodies).toHaveLength(2);
    expect(scanner.left).toBe(0);
    expect(scanner.findings).toHaveLength(2);
  });

  it('keeps what went wrong', async () => {
    const scan = scanner.scan();
    await settled();
    await server.end(0, new RefusedError(503, 'It took too long.', 'Wait.'));
    await scan;
    expect(scanner.state).toBe('failed');
    expect(scanner.error?.message).toBe('It took too long.');
  });

  it('asks again by itself when the server could not be reached', async () => {
    scanner.wanted = true;
    await server.end(
      0,
      new ServerConnection.NetworkError(new TypeError('Failed to fetch'))
    );
    await settled();
    expect(scanner.state).toBe('failed');
    await server.end(1, answer(finding()));
    await settled();
    expect(scanner.state).toBe('ready');
  });

  it('asks again once it is looked at again, too', async () => {
    const failed = scanner.scan();
    await server.end(
      0,
      new ServerConnection.NetworkError(new TypeError('Failed to fetch'))
    );
    await failed;
    scanner.wanted = true;
    await server.end(1, answer(finding()));
    await settled();
    expect(scanner.state).toBe('ready');
  });

  it('gives a cell the findings that count', async () => {
    const scan = scanner.scan();
    await settled();
    const suppressed = { by: 'inline', reason: '' } as const;
    await server.end(0, answer(finding(), finding('low', { suppressed })));
    await scan;
    expect(scanner.inCell('cell-0').map(f => f.severity)).toEqual(['high']);
    expect(scanner.inCell('cell-1')).toEqual([]);
  });
});
