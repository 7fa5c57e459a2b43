import { type Action } from '@codemirror/lint';
import { type TranslationBundle } from '@jupyterlab/translation';
import { type ISignal } from '@lumino/signaling';

import { type ISecurity } from '../tokens';
import { type Finding } from '../wire';
import { severityWord } from '../words';
import { type IMarksSource } from './marks';
import { type NotebookScanner } from './scanner';

/** What the marks in the editor of one cell show: its scanner's findings, while marks are on. */
export class CellMarks implements IMarksSource {
  constructor(
    private _id: string,
    private _scanner: NotebookScanner,
    private _security: ISecurity,
    private _trans: TranslationBundle
  ) {}

  get changed(): ISignal<unknown, unknown> {
    return this._scanner.changed;
  }

  findings(): readonly Finding[] {
    return this._security.settings.current.gutter
      ? this._scanner
          .inCell(this._id)
          .filter(finding => finding.location.surface === 'source')
      : [];
  }

  stale(): boolean {
    return this._scanner.stale;
  }

  actions(finding: Finding): Action[] {
    const { actions } = this._security;
    const fix: Action = {
      name: this._trans.__('Fix…'),
      apply: () => void actions.fix(this._scanner, finding)
    };
    return [
      ...(finding.fix ? [fix] : []),
      {
        name: this._trans.__('Ignore here…'),
        apply: () => void actions.ignore(this._scanner, finding, 'here')
      },
      {
        name: this._trans.__('Explain'),
        apply: () => void actions.explain(finding)
      }
    ];
  }

  render(finding: Finding): Node {
    const node = document.createElement('div');
    node.className = 'mlsec-Tooltip';
    const head = document.createElement('b');
    const severity = severityWord(finding.severity, this._trans);
    head.textContent = this._trans.__('%1: %2', severity, finding.name);
    const message = document.createElement('p');
    message.textContent = finding.message;
    const advice = document.createElement('p');
    advice.textContent = finding.advice;
    node.append(head, message, advice);
    return node;
  }
}
