import * as React from 'react';

import { errorText } from '../request';
import { CommandIDs } from '../tokens';
import { shieldIcon } from './icon';
import { type IPanelProps } from './props';

/** There is nothing to look at. */
export function NoNotebook({ trans }: IPanelProps): React.JSX.Element {
  return (
    <State
      title={trans.__('No notebook')}
      text={trans.__('Open a notebook to see its findings here.')}
    />
  );
}

/** Nobody has looked yet, or is looking for the first time. */
export function NotScanned(
  props: IPanelProps & { scanning: boolean }
): React.JSX.Element {
  const { commands, trans } = props;
  if (props.scanning) {
    return <State title={trans.__('Scanning…')} busy />;
  }
  return (
    <State
      title={trans.__('Not scanned yet')}
      text={trans.__('Nothing is run: a scan only reads the notebook.')}
      action={trans.__('Scan now')}
      onAction={() => void commands.execute(CommandIDs.scan)}
    />
  );
}

/** The scan did not work out. */
export function Failed(
  props: IPanelProps & { error: Error }
): React.JSX.Element {
  const { commands, trans } = props;
  return (
    <State
      title={trans.__('The scan failed')}
      text={errorText(props.error)}
      action={trans.__('Try again')}
      onAction={() => void commands.execute(CommandIDs.scan)}
      alert
    />
  );
}

/** Nothing was found, so far or at all. */
export function Clean({
  trans,
  looking
}: Pick<IPanelProps, 'trans'> & { looking: boolean }): React.JSX.Element {
  if (looking) {
    return (
      <State
        title={trans.__('Nothing found so far')}
        text={trans.__('Large outputs are still being searched.')}
        busy
      />
    );
  }
  return (
    <State
      title={trans.__('No findings')}
      text={trans.__('That is no proof: a scan shows what its rules know.')}
    />
  );
}

/** A sign, a title, and what can be done. */
export function State(props: {
  title: string;
  text?: string;
  action?: string;
  onAction?: () => void;
  busy?: boolean;
  alert?: boolean;
}): React.JSX.Element {
  return (
    <div className="mlsec-State" role={props.alert ? 'alert' : 'status'}>
      <span className={props.busy ? 'mlsec-mod-busy' : ''}>
        <shieldIcon.react tag="span" width="40px" height="40px" />
      </span>
      <h3>{props.title}</h3>
      {props.text && <p>{props.text}</p>}
      {props.action && (
        <button className="mlsec-Button" onClick={props.onAction}>
          {props.action}
        </button>
      )}
    </div>
  );
}
