import { Dialog, ReactWidget, showDialog } from '@jupyterlab/apputils';
import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Change, type PreviewLine } from '../wire';

const SIGNS: Record<PreviewLine['kind'], string> = {
  same: ' ',
  gone: '−',
  new: '+'
};

/** Show what would change; resolves to whether it may. */
export async function review(
  changes: readonly Change[],
  trans: TranslationBundle
): Promise<boolean> {
  const body = ReactWidget.create(<Preview changes={changes} trans={trans} />);
  body.addClass('mlsec-Review');
  const answer = await showDialog({
    title: trans.__('Review the fix'),
    body,
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({ label: trans.__('Apply') })
    ]
  });
  return answer.button.accept;
}

function Preview(props: {
  changes: readonly Change[];
  trans: TranslationBundle;
}): React.JSX.Element {
  const { trans } = props;
  return (
    <>
      {props.changes.map((change, index) => (
        <section key={index}>
          <h2>
            {trans.__('Cell %1', change.cell + 1)}: {change.title}
          </h2>
          <pre
            className="mlsec-Diff"
            tabIndex={0}
            aria-label={trans.__('Changed lines of cell %1', change.cell + 1)}
          >
            {change.preview.map((line, number) => (
              <Line key={number} line={line} trans={trans} />
            ))}
          </pre>
        </section>
      ))}
      <p className="mlsec-Hint">
        {trans.__('Secrets are hidden in this preview.')}
      </p>
    </>
  );
}

function Line(props: {
  line: PreviewLine;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { kind, text } = props.line;
  const content = `${SIGNS[kind]} ${text}\n`;
  switch (kind) {
    case 'gone':
      return <del>{content}</del>;
    case 'new':
      return <ins>{content}</ins>;
    default:
      return <span>{content}</span>;
  }
}
