import { type TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type ChecklistPillar } from '../../wire';
import { pillarWord, rangeWord } from '../../words';

const RADIUS = 20;
const ROUND = 2 * Math.PI * RADIUS;

interface IProps {
  pillar: ChecklistPillar;
  pressed: boolean;
  trans: TranslationBundle;
  onPress: () => void;
}

/** A pillar as a ring: the solid part is sure, the pale part could be. */
export function Ring(props: IProps): React.JSX.Element {
  const { pillar, pressed, trans, onPress } = props;
  const low = pillar.low ?? 0;
  const high = pillar.high ?? 0;
  const name = pillarWord(pillar.pillar, trans);
  const range = rangeWord(pillar.low, pillar.high, trans);
  const covered = trans.__('%1 % looked at', Math.round(pillar.coverage));
  return (
    <button
      className="mlsec-Ring"
      aria-pressed={pressed}
      aria-label={trans.__('%1: score %2, %3', name, range, covered)}
      title={covered}
      onClick={onPress}
    >
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle className="mlsec-Ring-track" cx="24" cy="24" r={RADIUS} />
        <Arc kind="possible" share={high} />
        <Arc kind="sure" share={low} />
        <text x="24" y="28">
          {pillar.low === null ? '–' : Math.round(low)}
        </text>
      </svg>
      <span>{name}</span>
    </button>
  );
}

function Arc(props: { kind: string; share: number }): React.JSX.Element {
  const length = (ROUND * props.share) / 100;
  return (
    <circle
      className={`mlsec-Ring-${props.kind}`}
      cx="24"
      cy="24"
      r={RADIUS}
      strokeDasharray={`${length} ${ROUND}`}
      transform="rotate(-90 24 24)"
    />
  );
}
