import { type NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import { type IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import { type Api, type Body, MissingPiecesError } from '../request';
import { type Settings } from '../settings';
import { type Finding, type ScanAnswer, type Target } from '../wire';
import { Pieces, type Reader } from './pieces';

/** Milliseconds after which a server that could not be reached is asked again, at first. */
const RETRY = 1000;
const MOST_DOUBLINGS = 5;

export type ScanState = 'idle' | 'scanning' | 'ready' | 'failed';

/** Scans one notebook as it stands in the browser, and keeps the newest answer. */
export class NotebookScanner implements IDisposable {
  constructor(
    readonly panel: NotebookPanel,
    private _api: Api,
    private _settings: Settings
  ) {
    this._debouncer = this._newDebouncer();
    panel.context.pathChanged.connect(this._onContent, this);
    panel.disposed.connect(this.dispose, this);
    _settings.changed.connect(this._onSettings, this);
    void panel.context.ready.then(() => this._start());
  }

  /** Emits when the state, the answer or its being stale has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get state(): ScanState {
    return this._state;
  }

  /** The notebook has changed since the answer. */
  get stale(): boolean {
    return this._stale;
  }

  get answer(): ScanAnswer | null {
    return this._answer;
  }

  get error(): Error | null {
    return this._error;
  }

  get target(): Target | null {
    return this._targets.find(target => target.kind !== 'artifact') ?? null;
  }

  /** The model files that the notebook loads. */
  get files(): readonly Target[] {
    return this._targets.filter(target => target.kind === 'artifact');
  }

  get findings(): readonly Finding[] {
    return this.target?.findings ?? [];
  }

  /** How many large outputs are still being searched. */
  get left(): number {
    return this._answer?.left ?? 0;
  }

  /** Whether the notebook is there, so that something can be asked about it. */
  get ready(): boolean {
    return this._pieces !== null;
  }

  /** Grows with every change of the notebook. */
  get version(): number {
    return this._version;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether anybody wants to know by themselves; until then nothing is sent. */
  set wanted(value: boolean) {
    this._wanted = value;
    if (value && this._pieces && (this._stale || !this._answer)) {
      void this._debouncer.invoke().catch(() => undefined);
    }
  }

  /** The findings in one cell that count. */
  inCell(id: string): readonly Finding[] {
    return this._byCell.get(id) ?? [];
  }

  /** Scan now; resolves when this answer, or a newer one, is there. */
  async scan(): Promise<void> {
    if (!this._pieces || this._isDisposed) {
      return;
    }
    const turn = ++this._turn;
    this._abort?.abort();
    const abort = (this._abort = new AbortController());
    this._stale = false;
    this._set('scanning');
    try {
      const answer = await this.ask(body => this._api.scan(body, abort.signal));
      if (turn === this._turn) {
        this._take(answer);
        if (answer.left) {
          void this.scan();
        }
      }
    } catch (error) {
      if (turn === this._turn && !this._isDisposed) {
        this._error = error as Error;
        // a notebook that nobody looks at is scanned when somebody does again
        this._stale ||= error instanceof ServerConnection.NetworkError;
        this._set('failed');
        if (error instanceof ServerConnection.NetworkError) {
          this._retry(turn);
        }
      }
    }
  }

  /** Ask something about the notebook as it stands; nobody takes this answer away. */
  async ask<T>(
    question: (notebook: Body) => Promise<T>,
    reader: Reader = 'scans'
  ): Promise<T> {
    try {
      return await this._askOnce(question, reader);
    } catch (error) {
      if (!(error instanceof MissingPiecesError)) {
        throw error;
      }
      this._pieces?.known(reader, new Set());
      return this._askOnce(question, reader);
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._abort?.abort();
    this._debouncer.dispose();
    this._pieces?.dispose();
    Signal.disconnectReceiver(this);
    Signal.clearData(this);
  }

  private get _targets(): readonly Target[] {
    return this._answer?.scan.targets ?? [];
  }

  private async _askOnce<T>(
    question: (body: Body) => Promise<T>,
    reader: Reader
  ): Promise<T> {
    const pieces = this._pieces;
    if (!pieces) {
      throw new Error('The notebook is not ready.');
    }
    const { ignore, minSeverity, scanOutputs } = this._settings.current;
    const head = {
      path: this.panel.context.path,
      ignore,
      min_severity: minSeverity
    };
    const request = await pieces.request(reader, head, scanOutputs);
    const answer = await question(request.body);
    pieces.known(reader, request.keys);
    return answer;
  }

  private _take(answer: ScanAnswer): void {
    this._answer = answer;
    this._error = null;
    this._failures = 0;
    this._byCell.clear();
    for (const finding of this.findings) {
      const id = finding.location.cell_id;
      if (id !== null && !finding.suppressed) {
        this._byCell.set(id, [...(this._byCell.get(id) ?? []), finding]);
      }
    }
    this._set('ready');
  }

  /** The server is out of reach: ask again, ever more rarely, unless something newer is asked meanwhile. */
  private _retry(turn: number): void {
    const wait = RETRY * 2 ** Math.min(this._failures++, MOST_DOUBLINGS);
    setTimeout(() => {
      if (turn === this._turn && this._wanted) {
        void this.scan();
      }
    }, wait);
  }

  private _set(state: ScanState): void {
    this._state = state;
    this._changed.emit();
  }

  private _start(): void {
    const model = this.panel.content.model;
    if (this._isDisposed || !model) {
      return;
    }
    this._pieces = new Pieces(model);
    this._pieces.changed.connect(this._onContent, this);
    this.wanted = this._wanted;
  }

  private _onContent(): void {
    this._version++;
    if (!this._stale) {
      this._stale = true;
      this._changed.emit();
    }
    this.wanted = this._wanted;
  }

  private _onSettings(): void {
    this._debouncer.dispose();
    this._debouncer = this._newDebouncer();
    this._onContent();
  }

  private _newDebouncer(): Debouncer {
    return new Debouncer(() => this.scan(), this._settings.current.debounce);
  }

  private _pieces: Pieces | null = null;
  private _debouncer: Debouncer;
  private _abort: AbortController | null = null;
  private _turn = 0;
  private _failures = 0;
  private _version = 0;
  private _wanted = false;
  private _stale = false;
  private _state: ScanState = 'idle';
  private _answer: ScanAnswer | null = null;
  private _error: Error | null = null;
  private _byCell = new Map<string, Finding[]>();
  private _isDisposed = false;
  private _changed = new Signal<this, void>(this);
}
