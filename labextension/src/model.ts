import { type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { type NotebookScanner } from './notebook/scanner';
import { type Scanners } from './notebook/scanners';
import { type Finding, type Pillar, type Severity } from './wire';

export type Grouping = 'cell' | 'rule';

/** What the panel shows: the findings of the notebook, or the checklist of its project. */
export type Face = 'findings' | 'checklist';

/** Which of the findings are shown, and how. */
export interface IView {
  face: Face;
  grouping: Grouping;
  search: string;
  /** Only these; empty: all. */
  severities: readonly Severity[];
  pillar: Pillar | null;
  /** Only findings that answer this control of the checklist. */
  control: string | null;
  suppressed: boolean;
}

/** Findings that belong together. */
export interface IGroup {
  key: string;
  first: Finding;
  findings: Finding[];
}

export const SEVERITIES: readonly Severity[] = [
  'critical',
  'high',
  'medium',
  'low',
  'info'
];

export const PILLARS: readonly Pillar[] = [
  'data',
  'model',
  'infrastructure',
  'human'
];

const VIEW: IView = {
  face: 'findings',
  grouping: 'cell',
  search: '',
  severities: [],
  pillar: null,
  control: null,
  suppressed: false
};

/** What the panel shows: the current notebook's scanner through a view. No DOM. */
export class SecurityModel implements IDisposable {
  constructor(private _scanners: Scanners) {
    _scanners.currentChanged.connect(this._onCurrent, this);
    this._onCurrent();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get scanner(): NotebookScanner | null {
    return this._scanner;
  }

  get view(): Readonly<IView> {
    return this._view;
  }

  /** The findings that count. */
  get live(): Finding[] {
    return this._all.filter(finding => !finding.suppressed);
  }

  get suppressed(): Finding[] {
    return this._all.filter(finding => finding.suppressed);
  }

  /** The findings that the view lets through, in reading order. */
  get visible(): Finding[] {
    const all = this._view.suppressed ? this._all : this.live;
    return all.filter(finding => passes(finding, this._view));
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  look(change: Partial<IView>): void {
    this._view = { ...this._view, ...change };
    this._changed.emit();
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.disconnectReceiver(this);
    Signal.clearData(this);
  }

  private get _all(): readonly Finding[] {
    return this._scanner?.findings ?? [];
  }

  private _onCurrent(): void {
    this._scanner?.changed.disconnect(this._emit, this);
    this._scanner = this._scanners.current;
    this._scanner?.changed.connect(this._emit, this);
    this._emit();
  }

  private _emit(): void {
    this._changed.emit();
  }

  private _scanner: NotebookScanner | null = null;
  private _view: IView = VIEW;
  private _isDisposed = false;
  private _changed = new Signal<this, void>(this);
}

/** Whether a finding is in the view. */
export function passes(finding: Finding, view: IView): boolean {
  const { severities, pillar, control, search } = view;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text =
    `${finding.rule} ${finding.name} ${finding.message} ${finding.evidence}`.toLowerCase();
  return (
    (!severities.length || severities.includes(finding.severity)) &&
    (!pillar || finding.pillar === pillar) &&
    (!control || finding.controls.includes(control)) &&
    words.every(word => text.includes(word))
  );
}

/** The findings by cell or by rule, groups in the order of their first finding. */
export function grouped(findings: readonly Finding[], by: Grouping): IGroup[] {
  const groups = new Map<string, IGroup>();
  for (const finding of findings) {
    const { cell_id, cell } = finding.location;
    const key = by === 'rule' ? finding.rule : (cell_id ?? String(cell));
    const group = groups.get(key);
    if (group) {
      group.findings.push(finding);
    } else {
      groups.set(key, { key, first: finding, findings: [finding] });
    }
  }
  return [...groups.values()];
}

/** The highest severity among those that count. */
export function worstOf(findings: readonly Finding[]): Severity | undefined {
  const live = findings.filter(finding => !finding.suppressed);
  return SEVERITIES.find(severity => live.some(f => f.severity === severity));
}

/** How many findings there are of each severity. */
export function tally(findings: readonly Finding[]): Map<Severity, number> {
  const counts = new Map(SEVERITIES.map(severity => [severity, 0]));
  for (const { severity } of findings) {
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return counts;
}

/** Names one finding among all. */
export function keyOf({ fingerprint, location: at }: Finding): string {
  return [
    fingerprint,
    at.cell_id ?? at.cell,
    at.surface,
    at.output,
    at.mime,
    at.line,
    at.column
  ].join('/');
}
