/** Small makers of notebooks, findings and answers: say what matters, default the rest. */
import { type INotebookContent } from '@jupyterlab/nbformat';
import { NotebookModel, type NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { type Api } from '../request';
import {
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

  /** End the scan with this number. */
  end(number: number, outcome: ScanAnswer | Error): void {
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
