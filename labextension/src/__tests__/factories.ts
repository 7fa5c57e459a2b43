/** Small makers of notebooks, findings and answers: say what matters, default the rest. */
import { type INotebookContent } from '@jupyterlab/nbformat';
import { NotebookModel, type NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { PILLARS } from '../model';
import { type Api } from '../request';
import {
  type Checklist,
  type ChecklistControl,
  type Finding,
  type Location,
  type ScanAnswer,
  type Severity
} from '../wire';

export function notebookModel(...sources: string[]): NotebookModel {
  const model = new NotebookModel();
  model.fromJSON({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((source, index) => ({
      cell_type: 'code',
      id: `cell-${index}`,
      source,
      metadata: {},
      outputs: [],
      execution_count: null
    }))
  } as INotebookContent);
  return model;
}

export function location(more: Partial<Location> = {}): Location {
  return {
    cell: 0,
    cell_id: 'cell-0',
    surface: 'source',
    output: null,
    mime: null,
    line: 1,
    end_line: null,
    column: null,
    end_column: null,
    member: null,
    pointer: null,
    ...more
  };
}

export function finding(
  severity: Severity = 'high',
  more: Partial<Finding> = {}
): Finding {
  return {
    rule: 'MLS201',
    name: 'pickle-load',
    engine: 'code',
    pillar: 'model',
    severity,
    confidence: 'high',
    message: '`pickle.load` runs the code in what it loads.',
    advice: 'Load weights from safetensors instead.',
    evidence: 'model = pickle.load(handle)',
    highlight: [8, 19],
    fingerprint: '0123456789abcdef',
    location: location(),
    related: [],
    suppressed: null,
    fix: null,
    controls: [],
    references: [],
    ...more
  };
}

export function answer(...findings: Finding[]): ScanAnswer {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  findings.forEach(({ severity }) => counts[severity]++);
  return {
    guarded: [],
    left: 0,
    scan: {
      schema: 'mlsec-nb/scan/v1',
      tool: { name: 'mlsec-nb', version: '0.1.0', ruleset: '' },
      summary: {
        targets: 1,
        cells: 3,
        outputs: 1,
        seconds: 0.1,
        skipped: 0,
        suppressed: 0,
        findings: counts
      },
      targets: [
        {
          path: 'train.ipynb',
          kind: 'notebook',
          format: 'nbformat 4.5',
          sha256: '',
          verdict: findings.length ? 'findings' : 'clean',
          coverage: { cells: 3, outputs: 1, surfaces: 4, bytes: 100 },
          findings,
          skipped: []
        }
      ],
      skipped: []
    }
  };
}

export function control(
  more: Partial<ChecklistControl> = {}
): ChecklistControl {
  return {
    id: 'MODEL-03',
    title: 'The code uses no unsafe loaders',
    pillar: 'model',
    severity: 'critical',
    weight: 10,
    mode: 'automatic',
    tier: 'instant',
    probe: 'code.unsafe_load',
    profile: 'baseline',
    max_age_days: 7,
    stale_when: [],
    own: false,
    why: 'A loader may run what it loads.',
    limits: 'Only code is read.',
    fix: 'Use the safe option.',
    rules: ['MLS201'],
    measurements: [],
    mappings: {},
    status: 'fail',
    basis: 'automatic',
    freshness: 'fresh',
    credit: 0,
    due: null,
    sentence: '1 finding in the code.',
    notes: [],
    observed_at: null,
    vantage: 'server',
    new: true,
    observation: {
      outcome: 'fail',
      summary: '1 finding in the code.',
      why: '',
      subject: '',
      digest: '',
      counts: {},
      evidence: [
        { kind: 'finding', ref: 'a.ipynb', summary: 'MLS201', sha256: '' }
      ]
    },
    attestation: null,
    waiver: null,
    ...more
  };
}

export function checklist(...controls: ChecklistControl[]): Checklist {
  const counts = {
    fail: 0,
    needs_attention: 0,
    not_checked: 0,
    attested: 0,
    pass: 0,
    not_applicable: 0
  };
  return {
    schema: 'mlsec-nb/checklist/v1',
    tool: { name: 'mlsec-nb', version: '0.1.0', ruleset: '', catalogue: '' },
    folder: 'work',
    at: '2026-11-22T10:00:00+00:00',
    profile: 'baseline',
    seconds: 1,
    remembered: false,
    remarks: [],
    score: { low: 40, high: 100 },
    pillars: PILLARS.map(pillar => ({
      pillar,
      low: 40,
      high: 100,
      coverage: 50,
      mix: { automatic: 100, confirmed: 0, attested: 0 },
      capped: false,
      counts
    })),
    controls,
    changes: { new: [], fixed: [], regressed: [], overdue: [] },
    next_due: null,
    loosened: [],
    history: []
  };
}

/** As much of a notebook panel as a scanner needs, around a real model. */
export function notebookPanel(model: NotebookModel): NotebookPanel {
  const panel = {
    isVisible: true,
    title: { label: 'train.ipynb' },
    content: { model, widgets: [], activeCellIndex: 0 }
  };
  const context = {
    path: 'work/train.ipynb',
    localPath: 'work/train.ipynb',
    ready: Promise.resolve()
  };
  Object.assign(context, {
    pathChanged: new Signal(context),
    saveState: new Signal(context)
  });
  Object.assign(panel, { context, disposed: new Signal(panel) });
  return panel as unknown as NotebookPanel;
}

/** A server whose scans end when the test says so. */
export class SlowApi {
  readonly bodies: string[] = [];
  private _waiting: ((outcome: ScanAnswer | Error) => void)[] = [];

  scan(body: BlobPart[]): Promise<ScanAnswer> {
    this.bodies.push(`${body.join('')}}`);
    return new Promise((resolve, reject) => {
      this._waiting.push(outcome =>
        outcome instanceof Error ? reject(outcome) : resolve(outcome)
      );
    });
  }

  /** End the scan with this number, once it has begun. */
  async end(number: number, outcome: ScanAnswer | Error): Promise<void> {
    while (!this._waiting[number]) {
      await settled();
    }
    this._waiting[number](outcome);
  }

  get api(): Api {
    return this as unknown as Api;
  }
}

/** Let everything that waits for nothing but its turn happen. */
export function settled(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 5));
}
