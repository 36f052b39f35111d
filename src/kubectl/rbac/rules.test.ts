import { expect, it } from 'vitest';
import { compactRules } from './rules.ts';

it('tells the rules of a role one resource a line, with all verbs, sorted as Go prints them', () => {
  const rules = compactRules([
    { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['delete', 'get'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: ['a'], verbs: ['get'] },
    { nonResourceURLs: ['/healthz'], verbs: ['get'] },
  ]);
  expect(
    rules.map(({ resources, verbs, resourceNames }) => [resources.join(), resourceNames.join(), verbs.join()]),
  ).toEqual([
    ['pods', '', 'get,list,delete'],
    ['services', '', 'get,list'],
    ['', '', 'get'],
    ['configmaps', 'a', 'get'],
  ]);
});
