import { describe, expect, it } from 'vitest';

import { grouped, type IView, passes, tally } from '../model';
import { finding, location } from './factories';

const VIEW: IView = {
  face: 'findings',
  grouping: 'cell',
  search: '',
  severities: [],
  pillar: null,
  control: null,
  suppressed: false
};

describe('a view', () => {
  it('lets everything through at first', () => {
    expect(passes(finding('info'), VIEW)).toBe(true);
  });

  it('filters by severity and pillar', () => {
    const data = finding('low', { pillar: 'data' });
    expect(passes(data, { ...VIEW, severities: ['high'] })).toBe(false);
    expect(passes(data, { ...VIEW, severities: ['low', 'high'] })).toBe(true);
    expect(passes(data, { ...VIEW, pillar: 'model' })).toBe(false);
  });

  it('leads from a control of the checklist to its findings', () => {
    const own = finding('high', { controls: ['MODEL-03'] });
    expect(passes(own, { ...VIEW, control: 'MODEL-03' })).toBe(true);
    expect(passes(finding(), { ...VIEW, control: 'MODEL-03' })).toBe(false);
  });

  it('searches for every word, whatever its case', () => {
    expect(passes(finding(), { ...VIEW, search: 'PICKLE mls201' })).toBe(true);
    expect(passes(finding(), { ...VIEW, search: 'pickle torch' })).toBe(false);
  });
});

describe('groups', () => {
  const second = location({ cell: 1, cell_id: 'cell-1' });
  const found = [
    finding('high'),
    finding('low', { rule: 'MLS101', location: second }),
    finding('medium', { location: second })
  ];

  it('are the cells, in reading order', () => {
    const sizes = grouped(found, 'cell').map(group => group.findings.length);
    expect(sizes).toEqual([1, 2]);
  });

  it('are the rules, by their first finding', () => {
    const rules = grouped(found, 'rule').map(group => group.key);
    expect(rules).toEqual(['MLS201', 'MLS101']);
  });

  it('keep apart what belongs to no cell', () => {
    const none = finding('low', {
      location: location({ cell: null, cell_id: null })
    });
    expect(grouped([...found, none], 'cell')).toHaveLength(3);
  });
});

describe('tally', () => {
  it('counts every severity', () => {
    const counts = tally([finding('high'), finding('high'), finding('info')]);
    expect(counts.get('high')).toBe(2);
    expect(counts.get('critical')).toBe(0);
  });
});
