import { type TranslationBundle } from '@jupyterlab/translation';

import { type ControlStatus, type Profile } from './checklist';
import {
  type ChecklistControl,
  type ChecklistPillar,
  type ChecklistWaiver,
  type Location,
  type Pillar,
  type Severity,
  type Target
} from './wire';

/** The word for a severity. */
export function severityWord(
  severity: Severity,
  trans: TranslationBundle
): string {
  switch (severity) {
    case 'critical':
      return trans.__('Critical');
    case 'high':
      return trans.__('High');
    case 'medium':
      return trans.__('Medium');
    case 'low':
      return trans.__('Low');
    case 'info':
      return trans.__('Info');
  }
}

/** The name of a pillar. */
export function pillarWord(pillar: Pillar, trans: TranslationBundle): string {
  switch (pillar) {
    case 'data':
      return trans.__('Data');
    case 'model':
      return trans.__('Model');
    case 'infrastructure':
      return trans.__('Infrastructure');
    case 'human':
      return trans.__('Human');
  }
}

/** `Cell 3`; people count from 1. */
export function cellWord(at: Location, trans: TranslationBundle): string {
  return at.cell === null
    ? trans.__('Notebook')
    : trans.__('Cell %1', at.cell + 1);
}

/** The place inside the cell: `line 3`, `output 1`. */
export function spotWord(at: Location, trans: TranslationBundle): string {
  switch (at.surface) {
    case 'output':
      return at.output === null
        ? trans.__('output')
        : trans.__('output %1, line %2', at.output + 1, at.line);
    case 'metadata':
      return trans.__('metadata');
    case 'attachment':
      return trans.__('attachment');
    default:
      return trans.__('line %1', at.line);
  }
}

/** What came of a file. */
export function verdictWord(file: Target, trans: TranslationBundle): string {
  const live = file.findings.filter(finding => !finding.suppressed);
  switch (file.verdict) {
    case 'findings':
      return trans._n('%1 finding', '%1 findings', live.length);
    case 'incomplete':
      return trans.__('Not all of it could be read');
    default:
      return trans.__('Nothing found');
  }
}

/** How a control stands. */
export function statusWord(
  status: ControlStatus,
  trans: TranslationBundle
): string {
  switch (status) {
    case 'fail':
      return trans.__('fails');
    case 'needs_attention':
      return trans.__('needs attention');
    case 'not_checked':
      return trans.__('not checked');
    case 'attested':
      return trans.__('attested');
    case 'pass':
      return trans.__('passes');
    case 'not_applicable':
      return trans.__('does not apply');
  }
}

/** The same as a sign, for those who see it. */
export function statusSign(status: ControlStatus): string {
  const signs: Record<ControlStatus, string> = {
    fail: '✖',
    needs_attention: '▲',
    not_checked: '?',
    attested: '✎',
    pass: '✔',
    not_applicable: '–'
  };
  return signs[status];
}

/** How a control stands, on whose word, and how old that is. */
export function standingWord(
  control: ChecklistControl,
  trans: TranslationBundle
): string {
  const { status, basis, due } = control;
  const label = statusWord(status, trans);
  const day = due ?? '';
  if (basis === 'waived') {
    return trans.__('%1, risk accepted until %2', label, day);
  }
  switch (control.freshness) {
    case 'due_soon':
      return trans.__('%1, ends on %2', label, day);
    case 'stale':
      return trans.__('%1, too old to count', label);
    case 'invalidated':
      return trans.__('%1, what was looked at has changed', label);
    case 'expired':
      return trans.__('%1, expired', label);
    default:
      return basis === 'confirmed'
        ? trans.__('%1, confirmed by a person', label)
        : label;
  }
}

/** Whose word a share of what passes rests on. */
export function basisWord(
  basis: keyof ChecklistPillar['mix'],
  share: number,
  trans: TranslationBundle
): string {
  switch (basis) {
    case 'automatic':
      return trans.__('%1 % seen by a probe', share);
    case 'confirmed':
      return trans.__('%1 % confirmed by a person', share);
    case 'attested':
      return trans.__("%1 % on a person's word", share);
  }
}

/** A score that is not quite known: `40–100 %`. */
export function rangeWord(
  low: number | null,
  high: number | null,
  trans: TranslationBundle
): string {
  if (low === null || high === null) {
    return trans.__('–, nothing applies');
  }
  return low === high ? trans.__('%1 %', low) : trans.__('%1–%2 %', low, high);
}

/** How much is asked. */
export function profileWord(
  profile: Profile,
  trans: TranslationBundle
): string {
  switch (profile) {
    case 'baseline':
      return trans.__('Baseline');
    case 'standard':
      return trans.__('Standard');
    case 'full':
      return trans.__('Full');
  }
}

/** Why a risk is accepted. */
export function reasonWord(
  reason: ChecklistWaiver['reason'],
  trans: TranslationBundle
): string {
  switch (reason) {
    case 'accepted-risk':
      return trans.__('The risk is accepted');
    case 'remediated-elsewhere':
      return trans.__('It is taken care of elsewhere');
    case 'not-supported':
      return trans.__('It is not supported here');
    case 'test-data':
      return trans.__('It is test data');
    case 'false-positive':
      return trans.__('It is a false alarm');
  }
}
