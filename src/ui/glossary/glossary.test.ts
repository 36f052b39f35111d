import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { ko } from '../../i18n/ko.ts';
import { kindOfResource } from '../kinds/index.ts';
import { finderOf } from './finder.ts';
import { search } from './page.tsx';
import { TERMS } from './terms/index.ts';

const finders = { ko: finderOf(TERMS, 'ko'), en: finderOf(TERMS, 'en') };
const found = (text: string, language: 'ko' | 'en') =>
  finders[language](text).flatMap(({ text: piece, term }) => (term ? [`${piece}:${term.id}`] : []));

describe('the terms', () => {
  it('are many, each with a name, two sentences, what it is not, in both languages', () => {
    expect(TERMS.length).toBeGreaterThanOrEqual(120);
    for (const { id, en: english, ko: korean } of TERMS)
      for (const { words, is, isNot } of [english, korean]) {
        expect(words.length, id).toBeGreaterThan(0);
        expect(is, id).toMatch(/[.]$/);
        expect(isNot, id).toMatch(/[.]$/);
      }
    for (const { id, ko: korean } of TERMS) expect(korean.is, id).toMatch(/[가-힣]/);
  });

  it('are named once, and lead only to terms and kinds that there are', () => {
    const ids = TERMS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, related, show } of TERMS) {
      for (const one of related) expect(ids, id).toContain(one);
      expect(related, id).not.toContain(id);
      if (show?.startsWith('kind:')) expect(kindOfResource(show.slice('kind:'.length)), id).toBeDefined();
    }
  });
});

describe('words in running text', () => {
  it('are found once in a sentence, the longest first', () => {
    expect(found('The replica set and the replica set of a pod.', 'en')).toEqual(['replica set:replicaset', 'pod:pod']);
    expect(found('kube-scheduler binds the Pod; the scheduler is done.', 'en')).toEqual([
      'kube-scheduler:kube-scheduler',
      'Pod:pod',
    ]);
  });

  it('are found before a particle, but not inside another word', () => {
    expect(found('kube-scheduler가 아직 노드가 없는 파드 web을 봅니다.', 'ko')).toEqual([
      'kube-scheduler:kube-scheduler',
      '노드:node',
      '파드:pod',
    ]);
    expect(found('kubelet이 노드포트를 봅니다.', 'ko')).toEqual(['kubelet:kubelet', '노드포트:nodeport']);
    expect(found('사람을 잡습니다. 서비스어카운트입니다.', 'ko')).toEqual(['서비스어카운트:serviceaccount']);
  });

  it('are not found in the names of things', () => {
    expect(found('It sees pod-1, my-service and default/node-a.', 'en')).toEqual([]);
    expect(found('podium', 'en')).toEqual([]);
  });

  it('leave the text as it is', () => {
    for (const message of Object.values(en))
      expect(
        finders
          .en(message)
          .map(({ text }) => text)
          .join(''),
      ).toBe(message);
    for (const message of Object.values(ko))
      expect(
        finders
          .ko(message)
          .map(({ text }) => text)
          .join(''),
      ).toBe(message);
  });
});

describe('the search', () => {
  it('puts names before mentions, in either language', () => {
    expect(search(TERMS, 'taint', 'en')[0]?.id).toBe('taint');
    expect(search(TERMS, '톨러', 'en')[0]?.id).toBe('toleration');
    expect(search(TERMS, 'nothing is called so', 'ko')).toEqual([]);
    expect(search(TERMS, '', 'ko')).toHaveLength(TERMS.length);
  });
});
