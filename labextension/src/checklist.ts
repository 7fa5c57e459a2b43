import { type IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import { type SecurityModel } from './model';
import { type NotebookScanner } from './notebook/scanner';
import { type Api, type Body, type IHow } from './request';
import {
  type AttestRequest,
  type Checklist,
  type ChecklistControl,
  type ChecklistRequest,
  type ScanAnswer,
  type WaiveRequest
} from './wire';

export type ControlStatus = ChecklistControl['status'];
export type Profile = Checklist['profile'];

export const PROFILES: readonly Profile[] = ['baseline', 'standard', 'full'];

/** The worst first. */
export const STATUSES: readonly ControlStatus[] = [
  'fail',
  'needs_attention',
  'not_checked',
  'attested',
  'pass',
  'not_applicable'
];

/** A scan that has ended is followed by a look at the checklist; scans may end one after the other. */
const DEBOUNCE = 1500;

type Statement = Omit<AttestRequest, 'path'>;
type Acceptance = Omit<WaiveRequest, 'path'>;

/** The checklist of the project that the current notebook is in, or of the contents root. No DOM. */
export class ChecklistModel implements IDisposable {
  constructor(
    private _model: SecurityModel,
    private _api: Api
  ) {
    _model.changed.connect(this._refresh, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get report(): Checklist | null {
    return this._report;
  }

  /** A run has been kept since the notebook is current; looks that follow edits are not. */
  get kept(): boolean {
    return this._kept;
  }

  get error(): Error | null {
    return this._error;
  }

  get running(): boolean {
    return this._abort !== null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether the side panel is open; nothing is asked while it is not. */
  set visible(value: boolean) {
    this._visible = value;
    this._refresh();
  }

  /** Ask another set of questions than the project does. */
  set profile(value: Profile) {
    this._profile = value;
    void this.run();
  }

  /** Go through the checklist; resolves when this report, or a newer one, is there. */
  async run(how: IHow = {}): Promise<void> {
    this._abort?.abort();
    const abort = (this._abort = new AbortController());
    this._error = null;
    this._behind = false;
    this._changed.emit();
    try {
      const { checklist } = await this._ask(body =>
        this._api.checklist(body, { ...this._what, ...how }, abort.signal)
      );
      if (this._abort === abort) {
        this._report = checklist;
        this._kept ||= checklist.remembered;
      }
    } catch (error) {
      if (this._abort === abort) {
        this._error = error as Error;
      }
    }
    if (this._abort === abort) {
      this._abort = null;
      this._changed.emit();
      this._follow();
    }
  }

  /** Give up on what is under way. */
  cancel(): void {
    this._abort?.abort();
    this._abort = null;
    this._changed.emit();
  }

  /** Write down what a person states; throws what the server says is wrong with it. */
  async attest(statement: Statement): Promise<void> {
    await this._api.attest({ ...statement, path: this._path });
    await this.run();
  }

  /** Write down that a risk is accepted for a time; throws as well. */
  async waive(acceptance: Acceptance): Promise<void> {
    await this._api.waive({ ...acceptance, path: this._path });
    await this.run();
  }

  /** The report as a file in one of the formats of the checklist. */
  exported(format: string): ReturnType<Api['exportChecklist']> {
    return this._ask(body =>
      this._api.exportChecklist(body, { ...this._what, format })
    );
  }

  dispose(): void {
    this._isDisposed = true;
    this._abort?.abort();
    this._debouncer.dispose();
    Signal.disconnectReceiver(this);
    Signal.clearData(this);
  }

  private get _path(): string {
    return this._scanner?.panel.context.localPath ?? '';
  }

  private get _what(): ChecklistRequest {
    return { path: this._path, profile: this._profile };
  }

  private _ask<T>(question: (body: Body) => Promise<T>): Promise<T> {
    return this._scanner?.ready
      ? this._scanner.ask(question, 'checks')
      : question(['{"path":""']);
  }

  private _refresh(): void {
    if (!this._visible || this._model.view.face !== 'checklist') {
      return;
    }
    const { scanner } = this._model;
    const answer = scanner?.left ? null : (scanner?.answer ?? null);
    if (scanner !== this._scanner || (!this._report && !this._asked)) {
      this._scanner = scanner;
      this._answer = answer;
      this._profile = '';
      this._report = null;
      this._asked = true;
      this._kept = false;
      void this.run();
    } else if (answer && answer !== this._answer) {
      this._answer = answer;
      this._behind = true;
      void this._debouncer.invoke().catch(() => undefined);
    }
  }

  /** Look again after a scan; what is under way is not given up for that. */
  private _follow(): void {
    if (this._behind && !this.running && this._visible) {
      void this.run();
    }
  }

  private _scanner: NotebookScanner | null = null;
  private _answer: ScanAnswer | null = null;
  /** Empty: as the project says. */
  private _profile: Profile | '' = '';
  private _report: Checklist | null = null;
  private _error: Error | null = null;
  private _abort: AbortController | null = null;
  private _asked = false;
  private _kept = false;
  /** A scan has ended since. */
  private _behind = false;
  private _visible = false;
  private _isDisposed = false;
  private _debouncer = new Debouncer(() => this._follow(), DEBOUNCE);
  private _changed = new Signal<this, void>(this);
}

/** The controls, the worst first. */
export function inOrder(
  controls: readonly ChecklistControl[]
): ChecklistControl[] {
  return [...controls].sort(
    (a, b) =>
      STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
      b.weight - a.weight ||
      a.id.localeCompare(b.id)
  );
}
