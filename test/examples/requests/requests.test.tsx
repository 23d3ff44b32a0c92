/** @jsxRuntime automatic */
import assert from 'node:assert/strict';
import test from 'node:test';
import {Text, useInput} from 'ink';
import {render} from 'ink-testing-library';
import {useSyncExternalStore} from 'react';
import {effectHandlers, features} from '../../../source/features/index.ts';
import {keymap} from '../../../source/features/keymap.ts';
import {paneBox} from '../../../source/features/panes/index.ts';
import {pressKeys} from '../../../source/features/press-keys.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {createEffectRunner} from '../../../source/store/effects.ts';
import {createInitialState, createReducer, createUrgency} from '../../../source/store/reducer.ts';
import type {Services} from '../../../source/store/registry.ts';
import {createStore, type Store} from '../../../source/store/store.ts';
import {AppearanceContext} from '../../../source/ui/appearance-context.ts';
import {textOverlayView} from '../../../source/ui/widgets/Overlay.tsx';
import {FakeClock, settle} from '../../helpers/fake-clock.ts';
import {appearance, now} from '../../helpers/sample.ts';
import {requests} from './index.ts';
import {requestsEn} from './messages.ts';
import {requestsText} from './text.ts';

const View = textOverlayView<'requests'>(requestsText);
const bindings = [...requests.bindings, ...keymap];
const look = appearance('en', {bindings, messages: {...messagesFor('en'), requests: requestsEn}});
const box = paneBox({width: 40, height: 5, frame: null});

/** Draws the overlay alone, and handles keys like the program. */
function Example({store}: {readonly store: Pick<Store, keyof Store>}) {
	const state = useSyncExternalStore(store.subscribe, store.getState);
	useInput((input, key) => {
		const act = (action: Parameters<Parameters<typeof pressKeys>[3]>[0]) =>
			store.dispatch({...action, at: now});
		pressKeys(input, key, store.getState, act, bindings);
	});
	const {overlay} = state.view;
	return overlay?.kind === 'requests' ? (
		<AppearanceContext value={look}>
			<View overlay={{kind: 'requests', state: overlay, content: state.requests, now}} box={box} />
		</AppearanceContext>
	) : (
		<Text>no overlay</Text>
	);
}

test('the key opens the overlay, another one counts again, and the first one closes it', async t => {
	let sent = 12;
	const all = [requests, ...features];
	const clock = new FakeClock(now);
	const services = {
		poller: {statistics: () => ({sent, refused: 1, latency: null, waiting: 0})},
		dispatch: action => store.dispatch({...action, at: now}),
	} as Partial<Services> as Services;
	const handlers = {...effectHandlers, ...requests.effects};
	const store = createStore({
		reduce: createReducer(all).reduce,
		urgencyOf: createUrgency(all),
		initial: createInitialState(all)({size: {columns: 100, rows: 30}}, now),
		clock,
		onEffects: createEffectRunner(handlers, services, assert.ifError),
	});
	const {stdin, lastFrame, unmount} = render(<Example store={store} />);
	t.after(unmount);

	async function press(key: string): Promise<string> {
		stdin.write(key);
		await settle();
		clock.advance(1000);
		await settle();
		return lastFrame() ?? '';
	}

	await settle();
	assert.match(await press('I'), /Requests[^]*sent +12\n.*refused +1/);
	sent = 13;
	assert.match(await press(' '), /sent +13/);
	assert.match(await press('I'), /no overlay/);
});
