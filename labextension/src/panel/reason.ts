import { InputDialog } from '@jupyterlab/apputils';
import { type TranslationBundle } from '@jupyterlab/translation';

import { type IgnoreScope } from '../request';
import { type Finding } from '../wire';

/** Ask why a finding is accepted; `null` when the person thinks better of it. */
export async function askReason(
  finding: Finding,
  scope: IgnoreScope,
  trans: TranslationBundle
): Promise<string | null> {
  const answer = await InputDialog.getText({
    title: title(finding, scope, trans),
    label: trans.__('Why? The reason is kept with it, for whoever reads it.'),
    placeholder: trans.__('For example: a made-up key for the tutorial'),
    okLabel: trans.__('Ignore'),
    required: true
  });
  return answer.button.accept ? (answer.value ?? '') : null;
}

function title(
  finding: Finding,
  scope: IgnoreScope,
  trans: TranslationBundle
): string {
  switch (scope) {
    case 'here':
      return trans.__('Ignore %1 here', finding.name);
    case 'rule':
      return trans.__('Ignore %1 in the whole project', finding.name);
    case 'value':
      return trans.__('Ignore this value in the whole project');
  }
}
