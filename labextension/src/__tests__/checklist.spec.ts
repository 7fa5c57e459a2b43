import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { MessageLoop } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type FindingActions } from '../actions';
import { ChecklistModel, inOrder } from '../checklist';
import { SecurityModel } from '../model';
import { type Scanners } from '../notebook/scanners';
import { SecurityPanel } from '../panel/panel';
import { type Api, RefusedError } from '../request';
import { type Checklist } from '../wire';
import { checklist, control, settled } from './factories';

describe('the checklist', () => {
  let report: Checklist;
  let model: SecurityModel;
  let list: ChecklistModel;
  let panel: SecurityPanel;
  const api = { checklist: vi.fn(), attest: vi.fn(), waive: vi.fn() };

  const text = () => panel.node.textContent ?? '';
  const find = <T extends HTMLElement>(selector: string) =>
    panel.node.querySelector(selector) as T;
  const button = (label: string) =>
    Array.from(panel.node.querySelectorAll('button')).find(
      each => each.textContent === label
    ) as HTMLButtonElement;
  const press = async (element: HTMLElement) => {
    element.click();
    await settled();
  };
  const fill = (name: string, value: string) => {
    find<HTMLInputElement>(`[name=${name}]`).value = value;
  };

  beforeEach(async () => {
    vi.clearAllMocks();
    report = checklist(control(), control({ id: 'DATA-04', status: 'pass' }));
    api.checklist.mockImplementation(async () => ({ checklist: report }));
    const scanners = { current: null };
    Object.assign(scanners, { currentChanged: new Signal(scanners) });
    model = new SecurityModel(scanners as unknown as Scanners);
    list = new ChecklistModel(model, api as unknown as Api);
    panel = new SecurityPanel(
      {
        model,
        checklist: list,
        actions: {} as FindingActions,
        commands: new CommandRegistry(),
        trans: nullTranslator.load('mlsec_nb')
      },
      visible => (list.visible = visible)
    );
    Widget.attach(panel, document.body);
    MessageLoop.flush();
    await vi.waitFor(() => expect(panel.node.firstChild).not.toBeNull());
  });

  afterEach(() => {
    panel.dispose();
    list.dispose();
  });

  const open = async () => {
    list.visible = true;
    await press(button('Checklist'));
    await vi.waitFor(() => expect(find('.mlsec-Control')).not.toBeNull());
  };

  it('is not asked for before it is looked at', async () => {
    list.visible = true;
    await settled();
    expect(api.checklist).not.toHaveBeenCalled();
    await open();
    expect(api.checklist).toHaveBeenCalledTimes(1);
  });

  it('shows scores as ranges, and controls with their evidence', async () => {
    await open();
    expect(text()).toContain('Score 40–100 %');
    expect(panel.node.querySelectorAll('.mlsec-Ring')).toHaveLength(4);
    await press(find('[data-control=MODEL-03] button'));
    expect(text()).toContain('a.ipynb: MLS201');
    expect(text()).toContain('Only code is read.');
  });

  it('takes a statement', async () => {
    await open();
    await press(find('[data-control=MODEL-03] button'));
    await press(button('Attest…'));
    fill('by', 'Jo');
    fill('evidence', 'ticket 12\n\n minutes ');
    await press(button('Attest'));
    expect(api.attest).toHaveBeenCalledWith({
      path: '',
      control: 'MODEL-03',
      by: 'Jo',
      until: '2026-11-29',
      statement: 'pass',
      evidence: ['ticket 12', 'minutes'],
      note: ''
    });
    await vi.waitFor(() => expect(api.checklist).toHaveBeenCalledTimes(2));
  });

  it('does not send a statement that lacks something', async () => {
    await open();
    await press(find('[data-control=MODEL-03] button'));
    await press(button('Attest…'));
    await press(button('Attest'));
    expect(api.attest).not.toHaveBeenCalled();
  });

  it('says what is wrong with an acceptance, and keeps what was typed', async () => {
    api.waive.mockRejectedValue(
      new RefusedError(400, 'It looks like a secret.', 'Leave it out.')
    );
    await open();
    await press(find('[data-control=MODEL-03] button'));
    await press(button('Accept the risk…'));
    fill('owner', 'Jo');
    fill('justification', 'a lab');
    await press(button('Accept'));
    await vi.waitFor(() => expect(find('[role=alert]')).not.toBeNull());
    expect(find('[role=alert]').textContent).toContain('Leave it out.');
    expect(find<HTMLInputElement>('[name=owner]').value).toBe('Jo');
  });

  it('says what went wrong', async () => {
    api.checklist.mockRejectedValue(new Error('The server is gone.'));
    list.visible = true;
    await press(button('Checklist'));
    await vi.waitFor(() => expect(text()).toContain('The server is gone.'));
  });

  it('asks as much as is chosen', async () => {
    await open();
    const select = find<HTMLSelectElement>('[aria-label=Profile]');
    select.value = 'full';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(api.checklist).toHaveBeenCalledTimes(2));
    expect(api.checklist.mock.calls[1][1]).toEqual({
      path: '',
      profile: 'full'
    });
  });

  it('says that a run was kept, also after a look that was not', async () => {
    await open();
    expect(text()).not.toContain('Kept');
    report = { ...report, remembered: true };
    await press(button('Run all and keep'));
    report = { ...report, remembered: false };
    await list.run();
    await vi.waitFor(() => expect(text()).toContain('Kept'));
  });

  it('can be given up', async () => {
    await open();
    let signal = new AbortController().signal;
    api.checklist.mockImplementationOnce((_body, _request, given) => {
      signal = given as AbortSignal;
      return new Promise(() => undefined);
    });
    await press(button('Run all and keep'));
    await press(button('Cancel'));
    expect(signal.aborted).toBe(true);
    expect(list.report?.controls).toHaveLength(2);
  });

  it('drops what an older question brings', async () => {
    await open();
    let first: (answer: object) => void = () => undefined;
    api.checklist.mockImplementationOnce(
      () => new Promise(resolve => (first = resolve))
    );
    const older = list.run();
    await list.run();
    first({ checklist: checklist() });
    await older;
    expect(list.report?.controls).toHaveLength(2);
  });
});

describe('controls', () => {
  it('are listed the worst first', () => {
    const found = inOrder([
      control({ id: 'A', status: 'pass' }),
      control({ id: 'B', status: 'fail', weight: 5 }),
      control({ id: 'C', status: 'fail', weight: 10 }),
      control({ id: 'D', status: 'not_checked' })
    ]);
    expect(found.map(each => each.id)).toEqual(['C', 'B', 'D', 'A']);
  });
});
