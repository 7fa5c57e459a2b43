import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { MessageLoop } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type FindingActions } from '../actions';
import { ChecklistModel } from '../checklist';
import { SecurityModel } from '../model';
import { type NotebookScanner } from '../notebook/scanner';
import { type Scanners } from '../notebook/scanners';
import { SecurityPanel } from '../panel/panel';
import { type Api } from '../request';
import { type ScanAnswer } from '../wire';
import { answer, finding, location } from './factories';

/** A scanner in whatever state a test needs. */
class Scanner {
  panel = { context: { path: 'work/train.ipynb' } };
  state = 'ready';
  stale = false;
  error: Error | null = null;
  answer: ScanAnswer | null = null;
  changed = new Signal<this, void>(this);

  get target() {
    return this.answer?.scan.targets[0] ?? null;
  }

  get findings() {
    return this.target?.findings ?? [];
  }

  get left() {
    return this.answer?.left ?? 0;
  }

  get files() {
    return this.answer?.scan.targets.slice(1) ?? [];
  }
}

describe('SecurityPanel', () => {
  let scanner: Scanner | null;
  let panel: SecurityPanel;
  const actions = {
    reveal: vi.fn(),
    fix: vi.fn(),
    examine: vi.fn(),
    explain: vi.fn()
  };
  const visible = vi.fn();

  const show = async (...found: Parameters<typeof answer>) => {
    if (scanner) {
      scanner.answer = answer(...found);
    }
    await draw();
  };
  const draw = async () => {
    const scanners = { current: scanner };
    Object.assign(scanners, { currentChanged: new Signal(scanners) });
    const model = new SecurityModel(scanners as unknown as Scanners);
    panel = new SecurityPanel(
      {
        model,
        checklist: new ChecklistModel(model, {} as Api),
        actions: actions as unknown as FindingActions,
        commands: new CommandRegistry(),
        trans: nullTranslator.load('mlsec_nb')
      },
      visible
    );
    Widget.attach(panel, document.body);
    MessageLoop.flush();
    await vi.waitFor(() => expect(panel.node.firstChild).not.toBeNull());
  };
  const all = (selector: string) =>
    Array.from(panel.node.querySelectorAll<HTMLElement>(selector));
  const press = async (selector: string) => {
    all(selector)[0].click();
    MessageLoop.flush();
    await new Promise(resolve => setTimeout(resolve, 0));
  };

  beforeEach(() => {
    scanner = new Scanner();
    vi.clearAllMocks();
  });

  afterEach(() => panel.dispose());

  it('is a labelled region with one heading of its own', async () => {
    await show();
    expect(panel.node.getAttribute('role')).toBe('region');
    expect(panel.node.getAttribute('aria-label')).toBe('ML security');
    expect(all('h2')).toHaveLength(1);
  });

  it('says that there is no notebook', async () => {
    scanner = null;
    await draw();
    expect(panel.node.textContent).toContain('No notebook');
  });

  it('says that nobody has looked yet', async () => {
    await draw();
    expect(panel.node.textContent).toContain('Not scanned yet');
  });

  it('says what went wrong', async () => {
    Object.assign(scanner as Scanner, {
      state: 'failed',
      error: new Error('The server is gone.')
    });
    await draw();
    expect(all('[role=alert]')[0].textContent).toContain('The server is gone.');
  });

  it('says how much it still looks at', async () => {
    (scanner as Scanner).answer = { ...answer(), left: 7 };
    await draw();
    expect(panel.node.textContent).toContain('7 large outputs to go');
    expect(panel.node.textContent).toContain('Nothing found so far');
    expect(panel.node.textContent).not.toContain('No findings');
  });

  it('does not take silence for safety', async () => {
    await show();
    expect(panel.node.textContent).toContain('That is no proof');
  });

  it('leads to the place of a finding', async () => {
    const found = finding();
    await show(found);
    await press('.mlsec-Finding-main');
    expect(actions.reveal).toHaveBeenCalledWith(
      scanner as unknown as NotebookScanner,
      found
    );
  });

  it('shows text of the notebook as text', async () => {
    await show(finding('high', { evidence: '<img src=x onerror=alert(1)>' }));
    await press('.mlsec-Caret');
    expect(all('.mlsec-Evidence img')).toEqual([]);
    expect(all('.mlsec-Evidence')[0].textContent).toContain('<img');
  });

  it('marks the spot behind emojis', async () => {
    await show(finding('high', { evidence: '🔑🔑 x', highlight: [3, 4] }));
    await press('.mlsec-Caret');
    expect(all('.mlsec-Evidence mark')[0].textContent).toBe('x');
  });

  it('offers a fix only where the server has one', async () => {
    const fix = { title: 'Redact the output', edits: [] };
    await show(finding('high', { fix }), finding('low'));
    await press('.mlsec-Caret');
    expect(all('.mlsec-mod-primary')).toHaveLength(1);
    await press('.mlsec-mod-primary');
    expect(actions.fix).toHaveBeenCalledTimes(1);
  });

  it('filters by severity and back', async () => {
    await show(finding('high'), finding('low'));
    await press('.mlsec-Chip');
    expect(all('.mlsec-Finding')).toHaveLength(1);
    await press('.mlsec-Chip');
    expect(all('.mlsec-Finding')).toHaveLength(2);
  });

  it('hides ignored findings until asked', async () => {
    const suppressed = { by: 'inline', reason: 'a demo' } as const;
    await show(finding('high', { suppressed }));
    expect(all('.mlsec-Finding')).toHaveLength(0);
    await press('.mlsec-Link');
    expect(all('.mlsec-Finding')).toHaveLength(1);
  });

  it('draws a page of many findings and offers the rest', async () => {
    const many = Array.from({ length: 100 }, (_, line) =>
      finding('low', { location: location({ line: line + 1 }) })
    );
    await show(...many);
    expect(all('.mlsec-Finding')).toHaveLength(60);
    await press('.mlsec-List > .mlsec-Button');
    expect(all('.mlsec-Finding')).toHaveLength(100);
  });

  it('shows the model files that the notebook loads', async () => {
    if (scanner) {
      scanner.answer = answer(finding());
      const [notebook] = scanner.answer.scan.targets;
      scanner.answer.scan.targets.push({
        ...notebook,
        path: 'work/model.pkl',
        kind: 'artifact',
        findings: [
          finding('critical', {
            message: 'Loading would import os.system.',
            location: location({ cell: null, surface: 'file' })
          })
        ]
      });
    }
    await draw();
    expect(all('.mlsec-File')[0].textContent).toContain('model.pkl');
    expect(all('.mlsec-File')[0].textContent).toContain('os.system');
    await press(
      '.mlsec-File .mlsec-FileFindings .mlsec-Button + .mlsec-Button'
    );
    expect(actions.explain).toHaveBeenCalled();
    await press('.mlsec-FileFindings + .mlsec-Actions .mlsec-Button');
    expect(actions.examine.mock.lastCall?.[0]).toBe('work/model.pkl');
  });

  it('tells when it is hidden, so that scanning can rest', async () => {
    await show();
    expect(visible).toHaveBeenLastCalledWith(true);
    panel.hide();
    expect(visible).toHaveBeenLastCalledWith(false);
  });
});
