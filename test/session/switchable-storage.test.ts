import assert from 'node:assert/strict';
import test from 'node:test';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {switchableStorage, type SessionStorage} from '../../source/session/session-storage.ts';
import type {Store} from '../../source/store/store.ts';

type Listener = Parameters<Store['observe']>[0];

test('each storage gets only the changes of its own account, and neither those between', async () => {
	const observed: string[] = [];
	const listeners = new Set<Listener>();
	const written = Promise.withResolvers<undefined>();
	const store: Pick<Store, 'observe'> = {
		observe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
	const fakeStorage = (name: string, settled: Promise<unknown>): SessionStorage => ({
		saved: emptySavedState,
		attach(attached) {
			const stop = attached.observe(() => observed.push(name));
			return async () => {
				stop();
				await settled;
			};
		},
	});
	const change = (): void => {
		for (const listener of listeners) {
			Reflect.apply(listener, null, []);
		}
	};
	const storage = switchableStorage(fakeStorage('home', written.promise));
	const stop = storage.attach(store, () => undefined);
	change();
	storage.exchange(fakeStorage('work', Promise.resolve()), () => {
		observed.push('between');
		change();
	});
	change();
	assert.deepEqual(observed, ['home', 'between', 'work']);

	// The first account can be reopened once its last change is on the disk.
	let settled = false;
	const settling = storage.settled().then(() => {
		settled = true;
	});
	await new Promise(setImmediate);
	assert.equal(settled, false);
	written.resolve(undefined);
	await settling;
	await stop();
	change();
	assert.deepEqual(observed, ['home', 'between', 'work']);
});
