import * as React from 'react';

import { PILLARS, SEVERITIES, tally } from '../model';
import { type Finding, type Pillar } from '../wire';
import { pillarWord, severityWord } from '../words';
import { type IPanelProps } from './props';
import { SeveritySign } from './severity';

/** How many, how bad, and in which pillar; each a filter to press. */
export function Summary(props: IPanelProps): React.JSX.Element {
  const { model, trans } = props;
  const { live, scanner } = model;
  const left = scanner?.left ?? 0;
  return (
    <section
      className={`mlsec-Summary${scanner?.stale ? ' mlsec-mod-stale' : ''}`}
      aria-label={trans.__('Summary')}
    >
      <p className="mlsec-Total" role="status">
        <strong>
          {live.length
            ? trans._n('%1 finding', '%1 findings', live.length)
            : left
              ? trans.__('Still looking')
              : trans.__('No findings')}
        </strong>
        {scanner?.stale && (
          <span className="mlsec-Stale">{trans.__('edited since')}</span>
        )}
      </p>
      {left > 0 && (
        <p className="mlsec-Hint">
          {trans._n('%1 large output to go.', '%1 large outputs to go.', left)}
        </p>
      )}
      {live.length > 0 && <Severities {...props} live={live} />}
      {live.length > 0 && <Pillars {...props} live={live} />}
    </section>
  );
}

function Severities(
  props: IPanelProps & { live: readonly Finding[] }
): React.JSX.Element {
  const { model, trans, live } = props;
  const counts = tally(live);
  const chosen = model.view.severities;
  return (
    <div
      className="mlsec-Chips"
      role="group"
      aria-label={trans.__('Filter by severity')}
    >
      {SEVERITIES.filter(severity => counts.get(severity)).map(severity => (
        <button
          key={severity}
          className="mlsec-Chip"
          aria-pressed={chosen.includes(severity)}
          onClick={() =>
            model.look({
              severities: chosen.includes(severity)
                ? chosen.filter(other => other !== severity)
                : [...chosen, severity]
            })
          }
        >
          <SeveritySign severity={severity} />
          {severityWord(severity, trans)} <b>{counts.get(severity)}</b>
        </button>
      ))}
    </div>
  );
}

function Pillars(
  props: IPanelProps & { live: readonly Finding[] }
): React.JSX.Element {
  const { model, trans, live } = props;
  const most = Math.max(
    ...PILLARS.map(pillar => inPillar(live, pillar).length)
  );
  return (
    <div
      className="mlsec-Pillars"
      role="group"
      aria-label={trans.__('Filter by pillar')}
    >
      {PILLARS.map(pillar => {
        const own = inPillar(live, pillar);
        const pressed = model.view.pillar === pillar;
        return (
          <button
            key={pillar}
            className="mlsec-Pillar"
            aria-pressed={pressed}
            disabled={!own.length && !pressed}
            onClick={() => model.look({ pillar: pressed ? null : pillar })}
          >
            <span>{pillarWord(pillar, trans)}</span>
            <Bar findings={own} most={most} />
            <b>{own.length}</b>
          </button>
        );
      })}
    </div>
  );
}

/** As long as its share of the longest, in the colours of its severities. */
function Bar(props: {
  findings: readonly Finding[];
  most: number;
}): React.JSX.Element {
  const counts = tally(props.findings);
  return (
    <span className="mlsec-Bar" aria-hidden="true">
      {SEVERITIES.map(severity => (
        <span
          key={severity}
          className={`mlsec-mod-${severity}`}
          style={{
            width: `${(100 * (counts.get(severity) ?? 0)) / props.most}%`
          }}
        />
      ))}
    </span>
  );
}

function inPillar(
  findings: readonly Finding[],
  pillar: Pillar
): readonly Finding[] {
  return findings.filter(finding => finding.pillar === pillar);
}
