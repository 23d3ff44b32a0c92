import assert from 'node:assert/strict';
import test from 'node:test';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {cleanProse} from '../../source/core/text/sanitize.ts';
import {SessionStorage} from '../../source/session/session-storage.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {start} from '../helpers/values.ts';
import {openStore, watching} from '../report/watch.ts';

test('each storage gets only the changes of its own account, and neither those between', async () => {
	const saved: string[] = [];
	const unsaved = {kind: 'not-saved', why: cleanProse('ENOSPC')} as const;
	const written = Promise.withResolvers<void>();
	const store = openStore(new FakeClock(start), watching('a'));
	const fakeStorage = (account: string, flushed: Promise<void>) => ({
		saved: emptySavedState,
		save: () => saved.push(account),
		record: () => undefined,
		history: async () => Promise.reject(new Error('unused')),
		flushed: async () => flushed,
		started: async () => undefined,
		async close() {
			await flushed;
			return account === 'home' ? unsaved : null;
		},
	});
	const change = (): void => {
		store.dispatch({type: 'commandInvoked', command: {type: 'pin'}, at: start});
		store.dispatch({type: 'ticked', at: start});
	};
	const storage = new SessionStorage();
	storage.current = fakeStorage('home', written.promise);
	const stop = storage.attach(store, {isVisit: false});
	change();
	storage.exchange(fakeStorage('work', Promise.resolve()), () => {
		saved.push('between');
		change();
	});
	change();
	assert.deepEqual(saved, ['home', 'between', 'work']);

	// The first account can be reopened once its last change is on the disk.
	let settled = false;
	const settling = storage.settled().then(() => {
		settled = true;
	});
	await new Promise(setImmediate);
	assert.equal(settled, false);
	written.resolve();
	await settling;
	assert.equal(await stop(), unsaved, 'J5: also of an account that was left');
	change();
	assert.deepEqual(saved, ['home', 'between', 'work']);
});
