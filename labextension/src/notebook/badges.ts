import { type Cell } from '@jupyterlab/cells';
import { type TranslationBundle } from '@jupyterlab/translation';
import { type IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { SEVERITIES } from '../model';
import { CommandIDs, type ISecurity } from '../tokens';
import { type Finding, type ScanAnswer } from '../wire';
import { soon } from './breathe';
import { type NotebookScanner } from './scanner';

const BADGE = 'mlsec-Badge';

/**
 * A small button on each cell whose outputs, attachments or Markdown have
 * findings: an editor's gutter cannot show those.
 */
export class Badges implements IDisposable {
  constructor(
    private _scanner: NotebookScanner,
    private _security: ISecurity,
    private _trans: TranslationBundle
  ) {
    _scanner.changed.connect(this._update, this);
    _scanner.panel.disposed.connect(this.dispose, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.disconnectReceiver(this);
  }

  private _update(): void {
    if (this._scanner.stale || this._scanner.answer === this._drawn) {
      return;
    }
    this._drawn = this._scanner.answer;
    for (const cell of this._scanner.panel.content.widgets) {
      soon(() => this._draw(cell));
    }
  }

  private _draw(cell: Cell): void {
    if (this._isDisposed || cell.isDisposed || this._scanner.stale) {
      return;
    }
    const found = this._security.settings.current.badges
      ? this._scanner.inCell(cell.model.id).filter(f => needsBadge(f, cell))
      : [];
    this._mark(cell, found);
  }

  private _mark(cell: Cell, found: readonly Finding[]): void {
    const old = this._badges.get(cell);
    if (!found.length) {
      old?.remove();
      this._badges.delete(cell);
      return;
    }
    const badge = old ?? this._newBadge(cell);
    const worst = SEVERITIES.find(s => found.some(f => f.severity === s));
    const text = this._trans._n(
      '%1 security finding in this cell: show it in the panel',
      '%1 security findings in this cell: show them in the panel',
      found.length
    );
    badge.className = `${BADGE} mlsec-mod-${worst}`;
    badge.textContent = String(found.length);
    badge.title = text;
    badge.setAttribute('aria-label', text);
  }

  private _newBadge(cell: Cell): HTMLButtonElement {
    const badge = document.createElement('button');
    badge.onclick = () =>
      void this._security.commands.execute(CommandIDs.openPanel);
    cell.node.append(badge);
    this._badges.set(cell, badge);
    return badge;
  }

  private _drawn: ScanAnswer | null = null;
  private _badges = new WeakMap<Cell, HTMLButtonElement>();
  private _isDisposed = false;
}

function needsBadge(finding: Finding, cell: Cell): boolean {
  return finding.location.surface !== 'source' || cell.model.type !== 'code';
}
