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
  const text = scanner.answer
    ? trans._n('%1 security finding', '%1 security findings', live.length)
    : trans.__('ML security');
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
