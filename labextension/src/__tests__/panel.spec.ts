import { nullTranslator } from '@jupyterlab/translation';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { SecurityPanel } from '../panel/panel';

describe('SecurityPanel', () => {
  let panel: SecurityPanel;

  beforeEach(() => {
    panel = new SecurityPanel(nullTranslator.load('mlsec_nb'));
    Widget.attach(panel, document.body);
    MessageLoop.flush();
  });

  afterEach(() => panel.dispose());

  it('shows how to scan', () => {
    expect(panel.node.textContent).toContain('%mlsec scan');
  });

  it('is a labelled region with one heading', () => {
    expect(panel.node.getAttribute('role')).toBe('region');
    expect(panel.node.getAttribute('aria-label')).toBe('ML security');
    expect(panel.node.querySelectorAll('h2')).toHaveLength(1);
  });

  it('carries the shield in the side bar', () => {
    expect(panel.title.icon).toMatchObject({ name: 'mlsec-nb:shield' });
  });
});
