import { type TranslationBundle } from '@jupyterlab/translation';
import { TextItem } from '@jupyterlab/statusbar';
import { ReactWidget, UseSignal } from '@jupyterlab/apputils';
import * as React from 'react';

import { type SecurityModel } from './model';

/** The status bar's item: how many findings the current notebook has. */
export function statusItem(
  model: SecurityModel,
  trans: TranslationBundle,
  onClick: () => void
): ReactWidget {
  const item = ReactWidget.create(
    React.createElement(UseSignal<SecurityModel, void>, {
      signal: model.changed,
      children: () =>
        React.createElement(TextItem, {
          source: statusText(model, trans),
          title: trans.__('ML security of the current notebook'),
          role: 'button',
          tabIndex: 0,
          onClick,
          onKeyDown: (event: React.KeyboardEvent) => {
            if (event.key === 'Enter' || event.key === ' ') {
              onClick();
            }
          }
        })
    })
  );
  item.addClass('mlsec-Status');
  return item;
}

function statusText(model: SecurityModel, trans: TranslationBundle): string {
  const { scanner, live } = model;
  if (scanner?.state === 'failed') {
    return trans.__('Security: scan failed');
  }
  if (!scanner?.answer) {
    return trans.__('Security: –');
  }
  return scanner.left
    ? trans.__('Security: %1, still looking', live.length)
    : trans.__('Security: %1', live.length);
}
