import { type TranslationBundle } from '@jupyterlab/translation';
import { PanelWithToolbar, SidePanel } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';

import { PANEL_ID } from '../tokens';
import { shieldIcon } from './icon';

/** The side panel: a stack of sections, so far the one that says how to scan. */
export class SecurityPanel extends SidePanel {
  constructor(trans: TranslationBundle) {
    super();
    this.id = PANEL_ID;
    this.addClass('mlsec-Panel');
    this.title.icon = shieldIcon;
    this.title.caption = trans.__('ML security');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('ML security'));
    this.header.addWidget(heading(trans.__('ML security')));
    this.addWidget(scanSection(trans));
  }
}

function heading(text: string): Widget {
  const node = document.createElement('h2');
  node.textContent = text;
  return new Widget({ node });
}

function scanSection(trans: TranslationBundle): PanelWithToolbar {
  const sentence = document.createElement('p');
  sentence.textContent = trans.__(
    'Run %load_ext mlsec_nb, then %mlsec scan, in a cell to check this notebook.'
  );
  const section = new PanelWithToolbar();
  section.addClass('mlsec-Section');
  section.title.label = trans.__('Scan');
  section.addWidget(new Widget({ node: sentence }));
  return section;
}
