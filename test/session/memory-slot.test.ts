import assert from 'node:assert/strict';
import test from 'node:test';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {switchableStorage, type SessionStorage} from '../../source/session/session-storage.ts';
import type {Store} from '../../source/store/store.ts';

type Listener = Parameters<Store['observe']>[0];

test('what happens between two accounts is told to neither memory, and each hears of its own only', async () => {
	const heard: string[] = [];
	const listeners = new Set<Listener>();
	const written = Promise.withResolvers<undefined>();
	const store: Pick<Store, 'observe'> = {
		observe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
	const storage = (name: string, settled: Promise<unknown>): SessionStorage => ({
		saved: emptySavedState,
		attach(attached) {
			const stop = attached.observe(() => heard.push(name));
			return async () => {
				stop();
				await settled;
			};
		},
	});
	const happen = (): void => {
		for (const listener of listeners) {
			Reflect.apply(listener, null, []);
		}
	};
	const slot = switchableStorage(storage('home', written.promise));
	const stop = slot.attach(store, () => undefined);
	happen();
	slot.exchange(storage('work', Promise.resolve()), () => {
		heard.push('between');
		happen();
	});
	happen();
	assert.deepEqual(heard, ['home', 'between', 'work']);

	// The first account can be opened again when its last change is on the disk.
	let settled = false;
	const settling = slot.settled().then(() => {
		settled = true;
	});
	await new Promise(setImmediate);
	assert.equal(settled, false);
	written.resolve(undefined);
	await settling;
	await stop();
	happen();
	assert.deepEqual(heard, ['home', 'between', 'work']);
});
