import { ReactWidget, UseSignal } from '@jupyterlab/apputils';
import { type TranslationBundle } from '@jupyterlab/translation';
import { ToolbarButtonComponent } from '@jupyterlab/ui-components';
import * as React from 'react';

import { SEVERITIES } from '../model';
import { shieldIcon } from '../panel/icon';
import { type NotebookScanner } from './scanner';

/** The notebook's toolbar button: the shield and how many findings there are. */
export function toolbarButton(
  scanner: NotebookScanner,
  trans: TranslationBundle,
  onClick: () => void
): ReactWidget {
  const button = ReactWidget.create(
    <UseSignal signal={scanner.changed}>
      {() => <Button scanner={scanner} trans={trans} onClick={onClick} />}
    </UseSignal>
  );
  button.addClass('mlsec-ToolbarButton');
  return button;
}

function Button(props: {
  scanner: NotebookScanner;
  trans: TranslationBundle;
  onClick: () => void;
}): React.JSX.Element {
  const { scanner, trans, onClick } = props;
  const live = scanner.findings.filter(finding => !finding.suppressed);
  const worst = SEVERITIES.find(s => live.some(f => f.severity === s));
  const text = buttonText(scanner, live.length, trans);
  return (
    <span className={`mlsec-Counter${worst ? ` mlsec-mod-${worst}` : ''}`}>
      <ToolbarButtonComponent
        icon={shieldIcon}
        label={live.length ? String(live.length) : ''}
        tooltip={text}
        onClick={onClick}
      />
    </span>
  );
}

function buttonText(
  scanner: NotebookScanner,
  count: number,
  trans: TranslationBundle
): string {
  if (!scanner.answer) {
    return trans.__('ML security');
  }
  return scanner.left
    ? trans._n(
        '%1 security finding so far',
        '%1 security findings so far',
        count
      )
    : trans._n('%1 security finding', '%1 security findings', count);
}
