import { MemoryDisk, type Disk, type Kept } from './disk.ts';

const STORE = 'files';

/** The browser's own disk; where it refuses, one that forgets with the page. */
export async function openDisk(name = 'orrery-home'): Promise<Disk> {
  try {
    return new IndexedDisk(await open(name));
  } catch {
    return new MemoryDisk();
  }
}

class IndexedDisk implements Disk {
  readonly #base: IDBDatabase;

  constructor(base: IDBDatabase) {
    this.#base = base;
    // Another page with a newer version of this one wants to change the layout: let it.
    base.onversionchange = () => base.close();
  }

  async load(): Promise<readonly Kept[]> {
    const values: unknown = await answer(this.#base.transaction(STORE).objectStore(STORE).getAll());
    return Array.isArray(values) ? values.filter(isKept) : [];
  }

  save(changes: ReadonlyMap<string, Kept | undefined>): Promise<void> {
    const transaction = this.#base.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    for (const [path, kept] of changes) {
      if (kept === undefined) store.delete(path);
      else store.put(kept);
    }
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser kept nothing'));
    });
  }
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'path' });
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser did not answer'));
  });
}

/** What another version of this page may have put down is checked before it is believed. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { path, bytes, mode, modified } = value as Partial<Record<keyof Kept, unknown>>;
  return (
    typeof path === 'string' &&
    path.startsWith('/') &&
    (bytes === undefined || typeof bytes === 'string') &&
    typeof mode === 'number' &&
    typeof modified === 'number'
  );
}
