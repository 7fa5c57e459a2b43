import {
  Clipboard,
  Notification,
  showDialog,
  Dialog
} from '@jupyterlab/apputils';
import { type NotebookPanel } from '@jupyterlab/notebook';
import { type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { type TranslationBundle } from '@jupyterlab/translation';

import { type ChecklistModel } from './checklist';
import { apply } from './notebook/apply';
import { reveal } from './notebook/reveal';
import { type NotebookScanner } from './notebook/scanner';
import { explanation } from './panel/explanation';
import { download } from './panel/download';
import { askReason } from './panel/reason';
import { review } from './panel/review';
import { showArtifact } from './panel/artifact';
import { type Api, errorText, type IgnoreScope } from './request';
import { type Settings } from './settings';
import { type Added, type Change, type Finding } from './wire';
import { cellWord, spotWord } from './words';

/** How long an offer to undo stays. */
const UNDO_MS = 12_000;

/** What a person can do about a finding; the server decides what that means. */
export class FindingActions {
  constructor(
    private _api: Api,
    private _settings: Settings,
    private _trans: TranslationBundle,
    private _rendermime: IRenderMimeRegistry | null,
    private _activate: (notebook: NotebookPanel) => void
  ) {}

  async reveal(scanner: NotebookScanner, finding: Finding): Promise<void> {
    this._activate(scanner.panel);
    await reveal(scanner.panel, finding.location);
  }

  copy(finding: Finding): void {
    const { location: at, message, evidence } = finding;
    const where =
      at.cell === null && at.surface === 'file'
        ? this._trans.__('in a file')
        : `${cellWord(at, this._trans)}, ${spotWord(at, this._trans)}`;
    Clipboard.copyToSystem(
      `${finding.rule} ${finding.name} (${where})\n${message}\n${evidence}\n`
    );
    Notification.success(this._trans.__('Copied. Secrets are masked.'), {
      autoClose: 2000
    });
  }

  async explain(finding: Finding): Promise<void> {
    await this._try(async () => {
      const told = await this._api.explain(finding.rule);
      await showDialog({
        title: this._trans.__('%1: what it means', told.name),
        body: await explanation(told.markdown, this._rendermime),
        buttons: [Dialog.okButton({ label: this._trans.__('Close') })]
      });
    });
  }

  /**
   * Look into a model file, by the path that the contents API has for it; again
   * after each thing that is done about a finding. `then` is called when something is ignored.
   */
  async examine(path: string, then?: () => Promise<void>): Promise<void> {
    const { ignore, minSeverity } = this._settings.current;
    const request = { path, ignore, min_severity: minSeverity };
    const ask = (signal: AbortSignal) => this._api.artifact(request, signal);
    for (;;) {
      const wish = await showArtifact(path, ask, this._trans);
      if (!wish) {
        return;
      }
      const { kind, finding } = wish;
      if (kind === 'explain') {
        await this.explain(finding);
      } else {
        const send = (reason: string) =>
          this._api.ignoreArtifact(request, finding, reason, kind);
        await this._ignoreInProject(finding, kind, send);
        await then?.();
      }
    }
  }

  async fix(scanner: NotebookScanner, finding: Finding): Promise<void> {
    await this._try(async () => {
      const { changes } = await scanner.ask(notebook =>
        this._api.fix(notebook, finding)
      );
      if (!changes.length) {
        const none = this._trans.__('There is no safe automatic fix here.');
        Notification.info(`${none} ${finding.advice}`);
        return;
      }
      await this._propose(scanner, changes);
    });
  }

  async redactOutputs(scanner: NotebookScanner): Promise<void> {
    await this._try(async () => {
      const { changes } = await scanner.ask(notebook =>
        this._api.redactOutputs(notebook)
      );
      if (!changes.length) {
        Notification.info(
          this._trans.__('No output shows anything to redact.')
        );
        return;
      }
      await this._propose(scanner, changes);
    });
  }

  async ignore(
    scanner: NotebookScanner,
    finding: Finding,
    scope: IgnoreScope
  ): Promise<void> {
    if (scope !== 'here') {
      const send = (reason: string) =>
        scanner.ask(notebook =>
          this._api.ignoreInProject(notebook, finding, reason, scope)
        );
      await this._ignoreInProject(finding, scope, send);
      await scanner.scan();
      return;
    }
    const reason = await askReason(finding, scope, this._trans);
    if (reason !== null) {
      await this._try(async () => {
        const { changes } = await scanner.ask(notebook =>
          this._api.ignoreHere(notebook, finding, reason)
        );
        this._make(scanner, changes);
      });
    }
  }

  async exportReport(scanner: NotebookScanner, format: string): Promise<void> {
    await this._try(async () => {
      const file = await scanner.ask(notebook =>
        this._api.exportReport(notebook, format)
      );
      download(file);
    });
  }

  async exportChecklist(
    checklist: ChecklistModel,
    format: string
  ): Promise<void> {
    await this._try(async () => download(await checklist.exported(format)));
  }

  private async _ignoreInProject(
    finding: Finding,
    scope: IgnoreScope,
    send: (reason: string) => Promise<Added>
  ): Promise<void> {
    const reason = await askReason(finding, scope, this._trans);
    if (reason === null) {
      return;
    }
    await this._try(async () => {
      const { file, text } = await send(reason);
      Notification.success(this._trans.__('Written into %1:\n%2', file, text), {
        autoClose: 6000
      });
    });
  }

  private async _propose(
    scanner: NotebookScanner,
    changes: Change[]
  ): Promise<void> {
    const before = scanner.version;
    if (!(await review(changes, this._trans))) {
      return;
    }
    if (scanner.version !== before) {
      Notification.warning(
        this._trans.__('The notebook has changed meanwhile: nothing was done.')
      );
      return;
    }
    this._make(scanner, changes);
  }

  private _make(scanner: NotebookScanner, changes: Change[]): void {
    if (!changes.length) {
      const nowhere = this._trans.__('It cannot be ignored in a cell.');
      Notification.info(nowhere);
      return;
    }
    const undo = apply(scanner.panel, changes);
    const [first, ...rest] = changes.map(change => change.title);
    const done = rest.length
      ? this._trans.__('%1, and %2 more changes', first, rest.length)
      : first;
    Notification.success(this._trans.__('Done: %1', done), {
      autoClose: UNDO_MS,
      actions: [{ label: this._trans.__('Undo'), callback: undo }]
    });
    void scanner.scan();
  }

  /** A refusal becomes a notification that says what to do. */
  private async _try(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      Notification.error(errorText(error as Error));
    }
  }
}
