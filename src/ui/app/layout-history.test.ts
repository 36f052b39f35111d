import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cameraMoved, useCamera } from '../canvas/board/camera.ts';
import { setFilter, useFilter } from '../store/filter-state.ts';
import { Session, type Selection } from '../store/index.ts';
import { FakeConnection } from '../kit/fixture/fake-connection.ts';
import { drawerSizes, useDrawerSizes } from './drawer-sizes.ts';
import { History } from './history.ts';
import { LayoutHistory } from './layout-history.ts';
import { lookAt, setUi, useUi } from './ui-state.ts';

const pod = (name: string): Selection => ({ type: 'object', ref: { resource: 'pods', namespace: 'default', name } });

describe('History', () => {
  it('goes back and forward, and forgets what was ahead once something new is done', () => {
    const history = new History<string>(Object.is);
    for (const step of ['a', 'b', 'b', 'c']) history.push(step);
    expect(history.back()).toBe('b');
    expect(history.back()).toBe('a');
    expect(history.back()).toBeUndefined();
    expect(history.forward()).toBe('b');
    history.push('d');
    expect(history.forward()).toBeUndefined();
    expect(history.back()).toBe('b');
  });

  it('keeps no more than it may', () => {
    const history = new History<number>(Object.is, 3);
    for (let i = 0; i < 10; i++) history.push(i);
    expect([history.back(), history.back(), history.back(), history.back()]).toEqual([8, 7, 6, undefined]);
  });
});

describe('LayoutHistory', () => {
  let session: Session;
  let layouts: LayoutHistory;
  /** A step is over once the page has been quiet; going nowhere says so without waiting. */
  const step = (change: () => void): void => {
    change();
    layouts.redo();
  };

  beforeEach(() => {
    session = new Session(new FakeConnection());
    lookAt('cluster');
    layouts = new LayoutHistory(session);
  });

  afterEach(() => {
    layouts.close();
    session.close();
    setUi({ inspectorOpen: false });
    setFilter('');
    cameraMoved(undefined);
    drawerSizes.reset('right');
  });

  it('takes back a view, a selection, a panel, a width, a search and a camera, and does them again', () => {
    step(() => lookAt('traffic'));
    step(() => session.select(pod('web')));
    step(() => setUi({ inspectorOpen: true }));
    step(() => drawerSizes.setRight(0.5));
    step(() => setFilter('web'));
    step(() => cameraMoved({ x: 1, y: 2, zoom: 3 }));
    layouts.undo();
    expect(useCamera.getState().camera).toBeUndefined();
    layouts.undo();
    expect(useFilter.getState().filter.text).toBe('');
    layouts.undo();
    expect(useDrawerSizes.getState().right).toBeUndefined();
    layouts.undo();
    expect(useUi.getState().inspectorOpen).toBe(false);
    layouts.undo();
    expect(session.store.getState().selection).toBeUndefined();
    layouts.undo();
    expect(useUi.getState().view).toBe('cluster');
    for (let i = 0; i < 6; i++) layouts.redo();
    expect(useUi.getState()).toMatchObject({ view: 'traffic', inspectorOpen: true });
    expect(session.store.getState().selection).toEqual(pod('web'));
    expect(useCamera.getState().camera).toEqual({ x: 1, y: 2, zoom: 3 });
  });

  it('takes back in one step what was done at once', () => {
    step(() => {
      session.select(pod('web'));
      setUi({ inspectorOpen: true });
      drawerSizes.setRight(0.4);
      drawerSizes.setRight(0.5);
    });
    layouts.undo();
    expect(useUi.getState().inspectorOpen).toBe(false);
    expect(session.store.getState().selection).toBeUndefined();
    expect(useDrawerSizes.getState().right).toBeUndefined();
  });

  it('goes back through what was looked at, leaving panels as they are', () => {
    step(() => session.select(pod('a')));
    step(() => setUi({ inspectorOpen: true }));
    step(() => session.select(undefined));
    step(() => session.select(pod('b')));
    step(() => lookAt('node', 'worker-1'));
    layouts.goBack();
    expect(useUi.getState().view).toBe('cluster');
    expect(session.store.getState().selection).toEqual(pod('b'));
    layouts.goBack();
    expect(session.store.getState().selection).toEqual(pod('a'));
    expect(useUi.getState().inspectorOpen).toBe(true);
    layouts.goForward();
    layouts.goForward();
    expect(useUi.getState()).toMatchObject({ view: 'node', subject: 'worker-1' });
  });

  it('lets going back be taken back', () => {
    step(() => session.select(pod('a')));
    step(() => session.select(pod('b')));
    layouts.goBack();
    expect(session.store.getState().selection).toEqual(pod('a'));
    layouts.undo();
    expect(session.store.getState().selection).toEqual(pod('b'));
  });
});
