import { type ICellModel } from '@jupyterlab/cells';
import {
  type INotebookTracker,
  type NotebookPanel
} from '@jupyterlab/notebook';
import { type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { type Api } from '../request';
import { type Settings } from '../settings';
import { NotebookScanner } from './scanner';

/** The scanners of the open notebooks; the one of the current notebook is what the panel shows. */
export class Scanners implements IDisposable {
  constructor(
    private _tracker: INotebookTracker,
    private _api: Api,
    private _settings: Settings
  ) {
    _tracker.widgetAdded.connect(this._onAdded, this);
    _tracker.currentChanged.connect(this._onCurrent, this);
    _settings.changed.connect(this._refresh, this);
    _tracker.forEach(panel => this._onAdded(_tracker, panel));
    // Notebook 7 says which notebook is current once, and early
    this._onCurrent();
  }

  /** Emits when another notebook is current. */
  get currentChanged(): ISignal<this, void> {
    return this._currentChanged;
  }

  /** Emits when there is a new scanner. */
  get added(): ISignal<this, NotebookScanner> {
    return this._added;
  }

  get all(): readonly NotebookScanner[] {
    return this._all;
  }

  get current(): NotebookScanner | null {
    const panel = this._tracker.currentWidget;
    return panel ? this.of(panel) : null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether the side panel is open. */
  set watched(value: boolean) {
    this._watched = value;
    this._refresh();
  }

  /** The scanner of a notebook. */
  of(panel: NotebookPanel): NotebookScanner {
    const found = this._all.find(scanner => scanner.panel === panel);
    if (found) {
      return found;
    }
    const scanner = new NotebookScanner(panel, this._api, this._settings);
    this._all.push(scanner);
    panel.disposed.connect(this._onDisposed, this);
    this._added.emit(scanner);
    return scanner;
  }

  /** The scanner of the notebook that a cell is in; copies of a notebook have cells with the same ids. */
  ofCell({ sharedModel: { notebook } }: ICellModel): NotebookScanner | null {
    const found = this._all.find(
      ({ panel }) => panel.content.model?.sharedModel === notebook
    );
    return found ?? null;
  }

  dispose(): void {
    this._isDisposed = true;
    this._all.forEach(scanner => scanner.dispose());
    Signal.disconnectReceiver(this);
    Signal.clearData(this);
  }

  private _onAdded(_: unknown, panel: NotebookPanel): void {
    this.of(panel);
    this._refresh();
  }

  private _onDisposed(panel: unknown): void {
    this._all = this._all.filter(scanner => scanner.panel !== panel);
  }

  private _onCurrent(): void {
    this._refresh();
    this._currentChanged.emit();
  }

  /** Only notebooks that can be seen are scanned, and only when there is something to show it. */
  private _refresh(): void {
    const { autoScan } = this._settings.current;
    const current = this._tracker.currentWidget;
    for (const scanner of this._all) {
      const seen = scanner.panel === current || scanner.panel.isVisible;
      scanner.wanted =
        autoScan && seen && (this._watched || this._settings.marks);
    }
  }

  private _all: NotebookScanner[] = [];
  private _watched = false;
  private _isDisposed = false;
  private _currentChanged = new Signal<this, void>(this);
  private _added = new Signal<this, NotebookScanner>(this);
}
