import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type Checklist, type Pillar } from '../../wire';

const WIDTH = 90;
const HEIGHT = 18;
const MOST = 40;

/** The scores of a pillar in the runs that were kept; nothing before there are two. */
export function Sparkline(props: {
  report: Checklist;
  pillar: Pillar;
  trans: TranslationBundle;
}): React.JSX.Element | null {
  const { report, pillar, trans } = props;
  const scores = report.history
    .filter(run => run.profile === report.profile && pillar in run.scores)
    .map(run => run.scores[pillar])
    .slice(-MOST);
  if (scores.length < 2) {
    return null;
  }
  const step = WIDTH / (scores.length - 1);
  const points = scores.map((score, index) => {
    const y = HEIGHT - 2 - ((HEIGHT - 4) * score) / 100;
    return `${(index * step).toFixed(1)},${y.toFixed(1)}`;
  });
  const label = trans.__(
    'Score of %1 runs, from %2 to %3',
    scores.length,
    scores[0],
    scores[scores.length - 1]
  );
  return (
    <svg
      className="mlsec-Sparkline"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <title>{label}</title>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
