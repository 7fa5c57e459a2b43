import { UseSignal } from '@jupyterlab/apputils';
import * as React from 'react';

import { inOrder } from '../../checklist';
import { errorText } from '../../request';
import { type Checklist, type ChecklistPillar } from '../../wire';
import { basisWord, pillarWord, rangeWord } from '../../words';
import { type IPanelProps } from '../props';
import { Section } from '../section';
import { State } from '../states';
import { ControlItem } from './control';
import { Ring } from './ring';
import { Run } from './run';
import { Sparkline } from './sparkline';

/** The checklist: four pillars, their controls, and what can be done about each. */
export function ChecklistView(props: IPanelProps): React.JSX.Element {
  return (
    <UseSignal signal={props.checklist.changed}>
      {() => <Content {...props} />}
    </UseSignal>
  );
}

function Content(props: IPanelProps): React.JSX.Element {
  const { checklist, trans } = props;
  const { report, error, running } = checklist;
  if (error) {
    return (
      <State
        title={trans.__('The checklist could not be gone through')}
        text={errorText(error)}
        action={trans.__('Try again')}
        onAction={() => void checklist.run()}
        alert
      />
    );
  }
  if (!report) {
    return running ? (
      <State title={trans.__('Going through the checklist…')} busy />
    ) : (
      <State
        title={trans.__('Not looked at')}
        action={trans.__('Look now')}
        onAction={() => void checklist.run()}
      />
    );
  }
  return <Report {...props} report={report} />;
}

type IProps = IPanelProps & { report: Checklist };

function Report(props: IProps): React.JSX.Element {
  const { report, model, trans } = props;
  const { pillar } = model.view;
  const shown = report.pillars.filter(
    each => !pillar || each.pillar === pillar
  );
  return (
    <>
      <section
        className="mlsec-Summary"
        aria-label={trans.__('Summary of the checklist')}
      >
        <p className="mlsec-Total" role="status">
          <strong>
            {trans.__(
              'Score %1',
              rangeWord(report.score.low, report.score.high, trans)
            )}
          </strong>
        </p>
        <p className="mlsec-Hint">{trans.__('That of the weakest pillar.')}</p>
        <div
          className="mlsec-Rings"
          role="group"
          aria-label={trans.__('Filter by pillar')}
        >
          {report.pillars.map(each => (
            <Ring
              key={each.pillar}
              pillar={each}
              trans={trans}
              pressed={pillar === each.pillar}
              onPress={() =>
                model.look({
                  pillar: pillar === each.pillar ? null : each.pillar
                })
              }
            />
          ))}
        </div>
        <Run {...props} />
        <News {...props} />
      </section>
      <div className="mlsec-List">
        {shown.map(each => (
          <PillarSection key={each.pillar} {...props} pillar={each} />
        ))}
        <Remarks {...props} />
      </div>
    </>
  );
}

function PillarSection(
  props: IProps & { pillar: ChecklistPillar }
): React.JSX.Element {
  const { report, pillar, trans } = props;
  const controls = report.controls.filter(
    control => control.pillar === pillar.pillar
  );
  const mix = Object.entries(pillar.mix).filter(([, share]) => share);
  return (
    <Section title={pillarWord(pillar.pillar, trans)} count={controls.length}>
      <div className="mlsec-PillarLine">
        <p className="mlsec-Hint">
          {trans.__(
            'Score %1, %2 % looked at',
            rangeWord(pillar.low, pillar.high, trans),
            Math.round(pillar.coverage)
          )}
          {mix.map(
            ([basis, share]) =>
              `, ${basisWord(basis as keyof ChecklistPillar['mix'], Math.round(share), trans)}`
          )}
          {pillar.capped &&
            trans.__(', held down by a critical control that fails')}
        </p>
        <Sparkline report={report} pillar={pillar.pillar} trans={trans} />
      </div>
      <ul>
        {inOrder(controls).map(control => (
          <ControlItem key={control.id} {...props} control={control} />
        ))}
      </ul>
    </Section>
  );
}

/** What has changed since the run before, and what is due. */
function News({ report, trans }: IProps): React.JSX.Element | null {
  const { changes, next_due, history } = report;
  const lines = [
    history.length > 1 &&
      changes.new.length &&
      trans.__('Newly failing: %1', changes.new.join(', ')),
    changes.regressed.length &&
      trans.__('Failing again: %1', changes.regressed.join(', ')),
    changes.fixed.length && trans.__('Fixed: %1', changes.fixed.join(', ')),
    changes.overdue.length &&
      trans.__('Overdue: %1', changes.overdue.join(', ')),
    next_due && trans.__('Next due: %1', next_due)
  ].filter(Boolean);
  return lines.length ? (
    <ul className="mlsec-Hint">
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  ) : null;
}

function Remarks({ report, trans }: IProps): React.JSX.Element {
  const { loosened, remarks, seconds } = report;
  return (
    <div className="mlsec-Coverage">
      <ul>
        {loosened.map(({ control, reason }) => (
          <li key={control}>
            {trans.__('%1 asks for less: %2', control, reason)}
          </li>
        ))}
        {remarks.map((remark, index) => (
          <li key={index}>{remark}</li>
        ))}
      </ul>
      <p>
        {trans.__(
          'Gone through in %1 s. A full score does not prove that a project is secure.',
          seconds.toFixed(1)
        )}
      </p>
    </div>
  );
}
