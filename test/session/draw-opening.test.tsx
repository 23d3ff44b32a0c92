import {forcedLevel} from '../helpers/force-color.ts';
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {render} from 'ink';
import type {LogEntry} from '../../source/core/log/log-entry.ts';
import {App} from '../../source/ui/App.tsx';
import {drawOpening} from '../../source/session/draw-opening.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import type {Size} from '../../source/features/panes/state.ts';
import {createStore, type Store} from '../../source/store/store.ts';
import {DiffingStdout} from '../../source/terminal/output/diffing-stdout.ts';
import {foreignName} from '../../source/core/text/sanitize.ts';
import type {Cell} from '../helpers/cell.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';
import {entry, execution, appearance, now, problem} from '../helpers/sample.ts';
import {sampleAfter, sampleState} from '../helpers/sample-state.ts';
import {screenOptions} from '../helpers/stand-in-terminal.ts';

const size: Size = {columns: 100, rows: 30};
const id = 'wfrun_314ff7d8b7a5beff1388';

const states: Readonly<Record<string, State>> = {
	'the runs': sampleState(size),
	'a log': sampleAfter(size, {type: 'focus', pane: 'log'}),
	'a failure': sampleAfter(size, {type: 'move', lines: 3}, {type: 'failure'}),
	'the help': sampleAfter(size, {type: 'help'}),
	'no run at all': initialState(size, now),
};

suite('the first frames without Ink', () => {
	for (const [name, state] of Object.entries(states)) {
		test(`${name}: Ink's first frame has the same cells`, async () => {
			assert.equal(forcedLevel, '1', 'there are colours to be compared');
			const opened = new Place(state);
			const stop = await opened.open(50);
			const begun = await opened.cells();
			assert.ok(begun.some(({text}) => text.includes('┌')));
			assert.equal(await opened.drawByInk(), '');
			stop();
			assert.deepEqual(await opened.cells(), begun);

			const alone = new Place(state);
			assert.notEqual(await alone.drawByInk(), '');
			assert.deepEqual(await alone.cells(), begun);
		});
	}

	test('nothing is drawn before the first response', async () => {
		const place = new Place(initialState(size, now));
		const opening = place.open();
		place.store.dispatch({type: 'runsAdded', at: now, ids: [foreignName(id)]});
		await place.clock.advanceAsync(20);
		assert.deepEqual(place.written, []);
		place.store.dispatch(told([]));
		await opening;
		assert.match(place.written.join(''), /running/);
		assert.equal(place.clock.pending, 0);
	});

	test('a failed poll counts as a response, and a late response is not waited for', async () => {
		const place = new Place(initialState(size, now));
		const opening = place.open();
		place.store.dispatch({type: 'runsAdded', at: now, ids: [foreignName(id)]});
		place.store.dispatch(told(null));
		await opening;
		assert.match(place.written.join(''), /502/);

		const slow = new Place(initialState(size, now));
		const waiting = slow.open();
		await slow.clock.advanceAsync(100);
		await waiting;
		assert.match(slow.written.join(''), /chenyu-top/);
	});

	test('changes are drawn until Ink has loaded', async () => {
		const place = new Place(sampleState(size));
		const stop = await place.open();
		const before = place.written.length;
		place.store.dispatch(told([entry('one line more')]));
		await place.clock.advanceAsync(100);
		assert.match(place.written.slice(before).join(''), /one line more/);
		stop();
		const after = place.written.length;
		place.store.dispatch({type: 'commandInvoked', command: {type: 'help'}, at: now});
		await place.clock.advanceAsync(100);
		assert.equal(place.written.length, after);
	});

	test('D5: after a resize nothing is drawn until Ink draws everything', async () => {
		const place = new Place(sampleState(size));
		const stop = await place.open();
		const before = place.written.length;
		place.resize({columns: 90, rows: 20});
		await place.clock.advanceAsync(100);
		assert.equal(place.written.length, before);
		stop();
		await place.drawByInk();

		const alone = new Place(sampleState({columns: 90, rows: 20}));
		await alone.drawByInk();
		assert.deepEqual(await place.cells(), await alone.cells());
	});
});

/** The action of a successful poll with these log lines, or of a failed one. */
function told(logs: readonly LogEntry[] | null): Action {
	const outcome = {id, at: now, nextPollAt: now + 2000};
	return {
		type: 'polled',
		at: now,
		outcomes: [
			logs === null
				? {...outcome, kind: 'failure', problem: problem(), gaveUp: null}
				: {...outcome, kind: 'response', response: {execution: execution('running'), logs}},
		],
	};
}

class Place {
	readonly clock = new FakeClock(now);
	readonly written: string[] = [];
	readonly store: Store;
	readonly #screen: VirtualScreen;
	readonly #stdout: DiffingStdout;

	constructor(initial: State) {
		const {columns, rows} = initial.view.size;
		this.#screen = new VirtualScreen(columns, rows, () => {});
		this.#stdout = new DiffingStdout(
			{
				write: (chunk, callback) => {
					this.written.push(String(chunk));
					this.#screen.write(chunk, callback);
					return true;
				},
			},
			initial.view.size,
			this.clock,
		);
		this.store = createStore({
			reduce,
			initial,
			clock: this.clock,
			frameMs: 33,
			onEffects() {
				// No effects.
			},
		});
	}

	/** @param pause The wait for a response, in milliseconds. */
	async open(pause = 0): Promise<() => void> {
		const {store, clock} = this;
		const opening = drawOpening({store, clock, canvas: this.#stdout, appearance: appearance()});
		await clock.advanceAsync(pause);
		return opening;
	}

	/** Renders with Ink. Returns its output without mode switches. */
	async drawByInk(): Promise<string> {
		const before = this.written.length;
		const ink = render(
			<App store={this.store} appearance={appearance()} now={() => now} onReady={() => {}} />,
			screenOptions(this.#stdout.asStdout()),
		);
		await ink.waitUntilRenderFlush();
		const drawn = this.written.slice(before).join('');
		this.#stdout.finish('');
		ink.unmount();
		await ink.waitUntilExit();
		// oxlint-disable-next-line no-control-regex -- these are what is looked for
		return drawn.replaceAll(/\u001B\[\?[\d;]*[hl]/g, '');
	}

	resize({columns, rows}: Size): void {
		this.#screen.resize(columns, rows);
		this.store.dispatch({type: 'resized', columns, rows, at: now});
		this.#stdout.resize(columns, rows);
	}

	async cells(): Promise<readonly Cell[]> {
		await new Promise<void>(resolve => {
			this.#screen.write('', resolve);
		});
		const {columns, rows} = this.store.getState().view.size;
		return Array.from({length: rows * columns}, (_, at) => {
			const cell = this.#screen.cell(at % columns, Math.floor(at / columns));
			// Unwritten cells look like spaces.
			return {...cell, text: cell.width === 1 && cell.text === '' ? ' ' : cell.text};
		});
	}
}
