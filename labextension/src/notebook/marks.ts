import {
  type Action,
  type Diagnostic,
  lintGutter,
  setDiagnostics
} from '@codemirror/lint';
import { Compartment, type Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import { type ISignal } from '@lumino/signaling';

import { keyOf } from '../model';
import { type Finding, type Severity } from '../wire';
import { soon } from './breathe';
import { spanOf } from './position';

/** What the marks of one cell are made from. */
export interface IMarksSource {
  readonly changed: ISignal<unknown, unknown>;
  /** The findings in the source of the cell; none while marks are switched off. */
  findings(): readonly Finding[];
  /** Whether the cell has changed since the findings were made: then they move with the text. */
  stale(): boolean;
  /** What a person can do about a finding, from its tooltip. */
  actions(finding: Finding): Action[];
  /** The words of the tooltip. */
  render(finding: Finding): Node;
}

/** CodeMirror's four looks, worst first; the style sheet gives them the shapes and colours of the panel. */
const LOOK: Record<Severity, Diagnostic['severity']> = {
  critical: 'error',
  high: 'warning',
  medium: 'info',
  low: 'hint',
  info: 'hint'
};

/**
 * Underlines and a gutter in the editor of one cell. An editor is made anew when
 * a cell comes back into view, so the findings are read on creation too. The
 * gutter is there only while the cell has findings.
 */
export function marks(source: IMarksSource): Extension {
  const gutter = new Compartment();
  return [
    gutter.of([]),
    ViewPlugin.define(view => {
      const marker = new Marker(view, source, gutter);
      // a plugin may not dispatch while the view is being made
      queueMicrotask(() => marker.update());
      return marker;
    })
  ];
}

/** Keeps one editor up to date; what is shown already is not drawn again. */
class Marker {
  constructor(
    private _view: EditorView,
    private _source: IMarksSource,
    private _gutter: Compartment
  ) {
    _source.changed.connect(this.update, this);
  }

  update(): void {
    const wanted = this._wanted();
    if (wanted !== null && wanted !== this._shown) {
      this._shown = wanted;
      soon(() => this._draw());
    }
  }

  destroy(): void {
    this._destroyed = true;
    this._source.changed.disconnect(this.update, this);
  }

  /** What should be shown, in short; `null` while that is not known. */
  private _wanted(): string | null {
    return this._destroyed || this._source.stale()
      ? null
      : this._source
          .findings()
          .map(f => [keyOf(f), f.severity, f.message, !!f.fix].join(' '))
          .join();
  }

  private _draw(): void {
    const wanted = this._wanted();
    if (wanted === null || wanted !== this._shown) {
      this._shown = null;
      this.update();
      return;
    }
    const found = this._source.findings();
    if (this._toggleGutter(found.length > 0)) {
      // each step makes the browser lay out the page: one at a time
      soon(() => this._draw());
      return;
    }
    const diagnostics = found.map(finding =>
      diagnostic(this._view, finding, this._source)
    );
    this._view.dispatch(setDiagnostics(this._view.state, diagnostics));
  }

  private _toggleGutter(wanted: boolean): boolean {
    const now = this._gutter.get(this._view.state) as Extension[];
    if (now.length > 0 === wanted) {
      return false;
    }
    this._view.dispatch({
      effects: this._gutter.reconfigure(wanted ? [lintGutter()] : [])
    });
    return true;
  }

  /** What is drawn, or is about to be; `null`: something that is wanted no longer. */
  private _shown: string | null = '';
  private _destroyed = false;
}

function diagnostic(
  view: EditorView,
  finding: Finding,
  source: IMarksSource
): Diagnostic {
  return {
    ...spanOf(view.state.doc, finding.location),
    severity: LOOK[finding.severity],
    markClass: `mlsec-Mark mlsec-mod-${finding.severity}`,
    source: finding.rule,
    message: finding.message,
    renderMessage: () => source.render(finding),
    actions: source.actions(finding)
  };
}
