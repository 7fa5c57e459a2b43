import * as React from 'react';

import { type Profile, PROFILES } from '../../checklist';
import { profileWord } from '../../words';
import { type IPanelProps } from '../props';

/** How much is asked; go through all of it, costly probes too, and keep the outcome. */
export function Run({ checklist, trans }: IPanelProps): React.JSX.Element {
  const [network, setNetwork] = React.useState(false);
  const { running, report } = checklist;
  return (
    <div className="mlsec-Run">
      <select
        aria-label={trans.__('Profile')}
        title={trans.__('How much is asked')}
        value={report?.profile}
        onChange={event => {
          checklist.profile = event.target.value as Profile;
        }}
      >
        {PROFILES.map(profile => (
          <option key={profile} value={profile}>
            {profileWord(profile, trans)}
          </option>
        ))}
      </select>
      {running ? (
        <button className="mlsec-Button" onClick={() => checklist.cancel()}>
          {trans.__('Cancel')}
        </button>
      ) : (
        <button
          className="mlsec-Button mlsec-mod-primary"
          title={trans.__(
            'Costly probes too; the run is kept in the history of the project'
          )}
          onClick={() =>
            void checklist.run({ demand: true, remember: true, network })
          }
        >
          {trans.__('Run all and keep')}
        </button>
      )}
      <label>
        <input
          type="checkbox"
          checked={network}
          onChange={event => setNetwork(event.target.checked)}
        />
        {trans.__('use the network')}
      </label>
      <span className="mlsec-Hint" role="status">
        {running
          ? trans.__('Looking…')
          : checklist.kept
            ? trans.__('Kept')
            : ''}
      </span>
    </div>
  );
}
