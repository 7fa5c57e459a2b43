import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Finding } from '../wire';

/** Characters around the highlight that are shown. */
const AROUND = 240;

/** The masked text that the finding is about, the spot in it marked. */
export function Evidence(props: {
  finding: Finding;
  trans: TranslationBundle;
}): React.JSX.Element | null {
  const { evidence, highlight } = props.finding;
  if (!evidence) {
    return null;
  }
  // the highlight counts code points
  const points = Array.from(evidence);
  const [start, end] = highlight ?? [0, 0];
  const from = Math.max(0, start - AROUND);
  const to = Math.min(points.length, end + AROUND);
  const text = (a: number, b: number) => points.slice(a, b).join('');
  return (
    <pre
      className="mlsec-Evidence"
      tabIndex={0}
      aria-label={props.trans.__('Evidence')}
    >
      {from > 0 && '…'}
      {text(from, start)}
      {highlight && <mark>{text(start, end)}</mark>}
      {text(end, to)}
      {to < points.length && '…'}
    </pre>
  );
}
