import * as React from 'react';

import { type AttestRequest, type ChecklistControl } from '../../wire';
import { type IPanelProps } from '../props';
import { dayAfter, Field, filled, Form } from './form';

type IProps = IPanelProps & { control: ChecklistControl; onClose: () => void };

/** What a person states about a control: who, what, until when, and what it rests on. */
export function AttestForm(props: IProps): React.JSX.Element {
  const { checklist, control, trans, onClose } = props;
  const [statement, setStatement] =
    React.useState<AttestRequest['statement']>('pass');
  const today = checklist.report?.at ?? '';
  const latest = dayAfter(today, control.max_age_days);
  const send = (values: FormData) =>
    checklist.attest({
      control: control.id,
      by: filled(values, 'by'),
      until: filled(values, 'until'),
      statement,
      evidence: filled(values, 'evidence')
        .split(/\s*\n\s*/)
        .filter(Boolean),
      note: filled(values, 'note')
    });
  return (
    <Form
      label={trans.__('Attest %1', control.id)}
      submit={trans.__('Attest')}
      trans={trans}
      onSubmit={send}
      onClose={onClose}
    >
      <Field label={trans.__('What is so')}>
        <select
          value={statement}
          onChange={event =>
            setStatement(event.target.value as AttestRequest['statement'])
          }
        >
          <option value="pass">{trans.__('It is met')}</option>
          <option value="fail">{trans.__('It is not met')}</option>
          <option value="not_applicable">
            {trans.__('It does not apply')}
          </option>
        </select>
      </Field>
      <Field label={trans.__('Who says so')}>
        <input name="by" required maxLength={200} autoComplete="username" />
      </Field>
      <Field label={trans.__('Until, at most %1', latest)}>
        <input
          name="until"
          type="date"
          required
          min={dayAfter(today, 0)}
          max={latest}
          defaultValue={latest}
        />
      </Field>
      <Field label={trans.__('Evidence, one a line: path, address, ticket')}>
        <textarea name="evidence" rows={2} required={statement === 'pass'} />
      </Field>
      <Field label={trans.__('Reason or note')}>
        <input name="note" required={statement === 'not_applicable'} />
      </Field>
    </Form>
  );
}
