import { type TranslationBundle } from '@jupyterlab/translation';

import { type Location, type Pillar, type Severity, type Target } from './wire';

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
