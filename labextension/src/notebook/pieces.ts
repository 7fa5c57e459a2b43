import { type ICellModel, type ICodeCellModel } from '@jupyterlab/cells';
import { type INotebookModel } from '@jupyterlab/notebook';
import { UUID } from '@lumino/coreutils';
import { type IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';

import { type Body } from '../request';
import { breathe } from './breathe';
import { stretches } from './stretches';

/** A change of a shared cell as far as it matters here. */
interface IChange {
  sourceChange?: unknown;
  metadataChange?: unknown;
  attachmentsChange?: unknown;
  executionStateChange?: unknown;
}

/** Who keeps pieces on the server: what scans, and what goes through the checklist. */
export type Reader = 'scans' | 'checks';

/** The keys of a cell's pieces; `null` says that the piece has changed since. */
interface IKeys {
  cell: string | null;
  outputs: string | null;
  /** The key of the outputs before they changed. */
  before: string | null;
}

/** A request's body, and which pieces the server knows once it has answered. */
export interface IRequest {
  body: Body;
  keys: Set<string>;
}

/**
 * A notebook in pieces: each has a key that changes with it, so that only what
 * has changed travels. What is asked of it never blocks the page for long.
 */
export class Pieces implements IDisposable {
  constructor(private _model: INotebookModel) {
    _model.metadataChanged.connect(this._onMetadata, this);
    _model.cells.changed.connect(this._onCells, this);
    this._watchCells();
  }

  /** Emits when a source, an output or metadata has changed; the outputs of a cell once it has run. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** A reader has answered a request with these keys, or knows them no longer. */
  known(reader: Reader, keys: Set<string>): void {
    this._known[reader] = keys;
  }

  /** The request, but for the closing brace. */
  async request(
    reader: Reader,
    more: Record<string, unknown>,
    outputs: boolean
  ): Promise<IRequest> {
    const known = this._known[reader];
    const cells = Array.from(this._model.cells);
    const pieces: BlobPart[] = [];
    const names: string[][] = [];
    const keys = new Set<string>();
    const pause = breathe();
    const add = async (key: string, piece: () => unknown) => {
      keys.add(key);
      if (!known.has(key)) {
        const start = `${pieces.length ? ',' : ''}${JSON.stringify(key)}:`;
        pieces.push(start, ...(await stretches(piece(), pause)));
      }
    };
    const notebook = (this._notebook ??= this._key());
    await add(notebook, () => this._notebookPiece());
    for (const cell of cells) {
      if (cell.isDisposed) {
        continue;
      }
      const own = this._keysOf(cell);
      const name = [(own.cell ??= this._key())];
      await add(name[0], () => cellPiece(cell));
      if (outputs && isCode(cell)) {
        const key = outputsKey(cell, own, known, () => this._key());
        name.push(key);
        await add(key, () => cell.outputs.toJSON());
      }
      names.push(name);
      await pause();
    }
    const head = { ...more, session: this._session, notebook, cells: names };
    const start = JSON.stringify(head).slice(0, -1);
    return { body: [start, ',"pieces":{', ...pieces, '}'], keys };
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.disconnectReceiver(this);
    Signal.clearData(this);
  }

  private _onMetadata(): void {
    this._notebook = null;
    this._changed.emit();
  }

  private _onCells(): void {
    this._watchCells();
    this._changed.emit();
  }

  private _watchCells(): void {
    for (const cell of this._model.cells) {
      if (this._watched.has(cell)) {
        continue;
      }
      this._watched.add(cell);
      cell.sharedModel.changed.connect(
        (_, change) => this._onCell(cell, change),
        this
      );
      if (isCode(cell)) {
        cell.outputs.changed.connect(() => this._onOutputs(cell), this);
      }
    }
  }

  private _onCell(cell: ICellModel, change: IChange): void {
    const own = this._keysOf(cell);
    const { sourceChange, metadataChange, attachmentsChange } = change;
    if (sourceChange || metadataChange || attachmentsChange) {
      own.cell = null;
      this._changed.emit();
    } else if (change.executionStateChange && own.outputs === null) {
      this._onOutputs(cell);
    }
  }

  private _onOutputs(cell: ICellModel): void {
    this._keysOf(cell).outputs = null;
    if (!isRunning(cell)) {
      this._changed.emit();
    }
  }

  private _keysOf(cell: ICellModel): IKeys {
    let keys = this._keys.get(cell);
    if (!keys) {
      keys = { cell: null, outputs: null, before: null };
      this._keys.set(cell, keys);
    }
    return keys;
  }

  private _key(): string {
    return String(this._count++);
  }

  private _notebookPiece(): unknown {
    const shared = this._model.sharedModel;
    return {
      nbformat: shared.nbformat,
      nbformat_minor: shared.nbformat_minor,
      metadata: shared.metadata
    };
  }

  private _session = UUID.uuid4();
  private _count = 0;
  private _notebook: string | null = null;
  private _keys = new WeakMap<ICellModel, IKeys>();
  private _watched = new WeakSet<ICellModel>();
  private _known = { scans: new Set<string>(), checks: new Set<string>() };
  private _isDisposed = false;
  private _changed = new Signal<this, void>(this);
}

function isCode(cell: ICellModel): cell is ICodeCellModel {
  return cell.type === 'code';
}

function isRunning(cell: ICellModel): boolean {
  return isCode(cell) && cell.executionState === 'running';
}

function cellPiece({ sharedModel: cell }: ICellModel): unknown {
  return {
    cell_type: cell.cell_type,
    id: cell.getId(),
    source: cell.getSource(),
    metadata: cell.getMetadata(),
    ...('getAttachments' in cell ? { attachments: cell.getAttachments() } : {}),
    ...('execution_count' in cell
      ? { execution_count: cell.execution_count }
      : {})
  };
}

/** While a cell runs its outputs are those from before, so that a progress bar costs nothing. */
function outputsKey(
  cell: ICodeCellModel,
  own: IKeys,
  known: Set<string>,
  key: () => string
): string {
  const { before } = own;
  if (before !== null && known.has(before) && isRunning(cell)) {
    return before;
  }
  own.outputs ??= key();
  own.before = own.outputs;
  return own.outputs;
}
