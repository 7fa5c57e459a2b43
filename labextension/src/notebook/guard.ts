import { Dialog, Notification } from '@jupyterlab/apputils';
import { type DocumentRegistry } from '@jupyterlab/docregistry';
import { type TranslationBundle } from '@jupyterlab/translation';
import { type IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { CommandIDs, type ISecurity } from '../tokens';
import { type NotebookScanner } from './scanner';

/** How long a warning stays. */
const WARNING_MS = 15_000;

/** Every refusal of the server's hook has this in it. */
const REFUSAL = 'mlsec_nb did not save';

/**
 * What happens around a save. `warn`: one toast when the findings that matter
 * have changed. `block`: the server refuses, and this offers the way on; an
 * autosave that is refused again says nothing, so that it never storms.
 */
export class SaveGuard implements IDisposable {
  constructor(
    private _scanner: NotebookScanner,
    private _security: ISecurity,
    private _trans: TranslationBundle
  ) {
    _scanner.panel.context.saveState.connect(this._onSave, this);
    _scanner.panel.disposed.connect(this.dispose, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** A person has asked for the save that is under way; it is no autosave. */
  asked(): void {
    this._asked = true;
  }

  /**
   * The server says that it refused a save. With real-time collaboration it
   * saves by itself, also a second after each change: said once.
   */
  refused(path: string): void {
    const { context } = this._scanner.panel;
    if (
      context.model.collaborative &&
      context.localPath === path &&
      !this._refused
    ) {
      this._offer();
    }
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.disconnectReceiver(this);
  }

  private _onSave(_: unknown, state: DocumentRegistry.SaveState): void {
    const mode = this._security.settings.current.saveGuard;
    if (state === 'completed') {
      this._asked = false;
      this._refused = false;
      if (mode === 'warn') {
        void this._warn();
      }
    } else if (state === 'failed' && mode === 'block') {
      this._onRefusal();
    }
  }

  private async _warn(): Promise<void> {
    if (this._scanner.stale || !this._scanner.answer) {
      await this._scanner.scan();
    }
    const guarded = this._scanner.answer?.guarded ?? [];
    const before = this._warned;
    this._warned = guarded.join();
    if (!guarded.length || this._warned === before) {
      return;
    }
    Notification.dismiss(this._toast);
    this._toast = Notification.warning(
      this._trans._n(
        'Saved %2 with %1 severe security finding.',
        'Saved %2 with %1 severe security findings.',
        guarded.length,
        this._scanner.panel.title.label
      ),
      {
        autoClose: WARNING_MS,
        actions: [
          this._showAction(),
          {
            label: this._trans.__('Redact outputs'),
            callback: () => {
              void this._security.actions.redactOutputs(this._scanner);
            }
          }
        ]
      }
    );
  }

  private _onRefusal(): void {
    const dialog = Dialog.tracker.find(shown =>
      (shown.node.textContent ?? '').includes(REFUSAL)
    );
    const again = this._refused && !this._asked;
    this._asked = false;
    if (!dialog) {
      return;
    }
    if (again) {
      dialog.reject();
      return;
    }
    this._offer();
  }

  private _offer(): void {
    this._refused = true;
    Notification.dismiss(this._toast);
    this._toast = Notification.error(
      this._trans.__(
        '%1 is not saved: it has severe security findings.',
        this._scanner.panel.title.label
      ),
      {
        autoClose: false,
        actions: [
          this._showAction(),
          {
            label: this._trans.__('Save anyway'),
            displayType: 'warn',
            callback: () => void this._saveAnyway()
          }
        ]
      }
    );
  }

  private async _saveAnyway(): Promise<void> {
    const { context } = this._scanner.panel;
    await this._security.api.letPass(context.localPath);
    await context.save();
  }

  private _showAction(): Notification.IAction {
    return {
      label: this._trans.__('Show'),
      callback: () => {
        void this._security.commands.execute(CommandIDs.openPanel);
      }
    };
  }

  private _warned = '';
  private _refused = false;
  private _asked = false;
  private _toast = '';
  private _isDisposed = false;
}
