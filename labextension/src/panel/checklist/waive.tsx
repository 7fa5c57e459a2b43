import * as React from 'react';

import { type ChecklistControl, type WaiveRequest } from '../../wire';
import { reasonWord } from '../../words';
import { type IPanelProps } from '../props';
import { dayAfter, Field, filled, Form } from './form';

type IProps = IPanelProps & { control: ChecklistControl; onClose: () => void };

/** Days that are proposed for an accepted risk. */
const DAYS = 90;

const REASONS: readonly WaiveRequest['reason'][] = [
  'accepted-risk',
  'remediated-elsewhere',
  'not-supported',
  'test-data',
  'false-positive'
];

/** That a risk is accepted for a time: who answers for it, why, and until when. */
export function WaiveForm(props: IProps): React.JSX.Element {
  const { checklist, control, trans, onClose } = props;
  const today = checklist.report?.at ?? '';
  const send = (values: FormData) =>
    checklist.waive({
      control: control.id,
      owner: filled(values, 'owner'),
      until: filled(values, 'until'),
      justification: filled(values, 'justification'),
      reason: filled(values, 'reason') as WaiveRequest['reason']
    });
  return (
    <Form
      label={trans.__('Accept the risk of %1', control.id)}
      submit={trans.__('Accept')}
      trans={trans}
      onSubmit={send}
      onClose={onClose}
    >
      <Field label={trans.__('Kind of reason')}>
        <select name="reason">
          {REASONS.map(reason => (
            <option key={reason} value={reason}>
              {reasonWord(reason, trans)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={trans.__('Why it can be accepted')}>
        <input name="justification" required />
      </Field>
      <Field label={trans.__('Who answers for it')}>
        <input name="owner" required maxLength={200} autoComplete="username" />
      </Field>
      <Field label={trans.__('Until')}>
        <input
          name="until"
          type="date"
          required
          min={dayAfter(today, 0)}
          defaultValue={dayAfter(today, DAYS)}
        />
      </Field>
    </Form>
  );
}
