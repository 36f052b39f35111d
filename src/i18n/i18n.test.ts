import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { chooseLanguage, endingOf, fill, translate } from './index.ts';
import { ko } from './ko.ts';

describe('Korean particles', () => {
  it.each([
    ['파드', '파드를'],
    ['컨테이너', '컨테이너를'],
    ['레플리카셋', '레플리카셋을'],
    ['worker-1', 'worker-1을'],
    ['worker-2', 'worker-2를'],
    ['worker-10', 'worker-10을'],
    ['nginx', 'nginx를'],
    ['web', 'web을'],
    ['etcd', 'etcd를'],
    ['kubelet', 'kubelet을'],
    ['node', 'node를'],
    ['endpoint', 'endpoint를'],
    ['configmap', 'configmap을'],
    ['main', 'main을'],
    ['kubia-x7k2p', 'kubia-x7k2p를'],
    ['kubia-x7k2m', 'kubia-x7k2m을'],
    ['"web"', '"web"을'],
    ['nginx:1.27', 'nginx:1.27을'],
  ])('%s → %s', (word, expected) => {
    expect(fill('{word}{을/를}', { word })).toBe(expected);
  });

  it('로 follows a vowel and ㄹ, 으로 the other consonants', () => {
    expect(fill('{to}{으로/로}', { to: 'worker-1' })).toBe('worker-1로');
    expect(fill('{to}{으로/로}', { to: 'worker-2' })).toBe('worker-2로');
    expect(fill('{to}{으로/로}', { to: 'worker-3' })).toBe('worker-3으로');
    expect(fill('{to}{으로/로}', { to: '서울' })).toBe('서울로');
  });

  it('a particle fits fixed text too, and empty text asks for the open form', () => {
    expect(fill('파드{이/가}')).toBe('파드가');
    expect(endingOf('')).toBe('vowel');
  });
});

describe('messages', () => {
  it('choose one word for one and another for more', () => {
    expect(translate('en', 'map.pods', { count: 1 })).toBe('1 pod');
    expect(translate('en', 'map.pods', { count: 3 })).toBe('3 pods');
  });

  it('name the same parameters in both languages, but for words that English counts', () => {
    const names = (message: string): string[] =>
      [...new Set([...message.matchAll(/\{([a-zA-Z]+)(?:\||\})/g)].map((match) => match[1]!))].sort();
    for (const id of Object.keys(en) as (keyof typeof en)[]) {
      expect({ id, params: names(ko[id]) }).toEqual({ id, params: names(en[id]) });
    }
  });

  it('show a parameter that was forgotten, instead of hiding it', () => {
    expect(fill('a {missing} word')).toBe('a {missing} word');
  });
});

describe('the language', () => {
  it('is the one that the address asks for', () => expect(chooseLanguage('?lang=ko', ['en-US'])).toBe('ko'));
  it('else the first that the browser prefers of those there are', () =>
    expect(chooseLanguage('', ['fr', 'ko-KR', 'en'])).toBe('ko'));
  it('else English', () => expect(chooseLanguage('?lang=fr', ['fr'])).toBe('en'));
});
