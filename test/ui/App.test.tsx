import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {foreignName} from '../../source/core/text/sanitize.ts';
import {commandRegistry} from '../../source/features/command-registry.ts';
import {keymap} from '../../source/features/keymap.ts';
import type {Effect} from '../../source/store/effect.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {createStore} from '../../source/store/store.ts';
import {App} from '../../source/ui/App.tsx';
import {FakeClock} from '../helpers/fake-clock.ts';
import {appearance, now} from '../helpers/sample.ts';
import {renderTo} from '../helpers/stand-in-terminal.ts';

const medium = {columns: 80, rows: 24};

function open(t: TestContext) {
	const clock = new FakeClock(now);
	const effects: Effect[] = [];
	const store = createStore({
		reduce,
		initial: initialState(medium, now, commandRegistry(keymap, [])),
		clock,
		frameMs: 0,
		onEffects: batch => effects.push(...batch),
	});
	store.dispatch({
		type: 'runsAdded',
		ids: ['wfrun_aaaa', 'wfrun_bbbb', 'wfrun_cccc'].map(foreignName),
		at: now,
	});
	const terminal = renderTo(
		medium,
		<App
			store={store}
			appearance={appearance()}
			now={() => clock.now()}
			receiveSuspendTerminal={() => {}}
		/>,
	);
	t.after(() => terminal.instance.unmount());
	const rows = async () => (await terminal.frame()).map(stripVTControlCharacters);
	return {store, effects, terminal, rows};
}

function selected(rows: readonly string[]): string | undefined {
	return rows
		.find(row => row.startsWith('│▸◌'))
		?.slice(4, 9)
		.trim();
}

test('keys become commands, also several in one chunk', async t => {
	const {terminal, rows} = open(t);
	assert.equal(selected(await rows()), 'aaaa');
	terminal.type('j');
	assert.equal(selected(await rows()), 'bbbb');
	terminal.type('\u001B[A');
	assert.equal(selected(await rows()), 'aaaa');
	terminal.type('jj');
	assert.equal(selected(await rows()), 'cccc');
});

test('pasted text is typed into the prompt and runs no command (T12)', async t => {
	const {terminal, rows, effects} = open(t);
	await rows();
	terminal.type('a');
	assert.match((await rows()).at(-1) ?? '', /^└ add runs: ▏/);
	const before = effects.length;
	terminal.type('\u001B[200~wfrun_x\nq\u001B[201~');
	assert.match((await rows()).at(-1) ?? '', /add runs: wfrun_x/);
	assert.equal(effects.length, before);
});

test('nothing is drawn while nothing changes', async t => {
	const {terminal, rows, store} = open(t);
	await rows();
	const count = terminal.written.length;
	store.dispatch({type: 'resized', ...medium, at: now});
	await rows();
	assert.equal(terminal.written.length, count);
});

test('an overlay scrolls to its last row and no further, also after its content has become shorter', async t => {
	const {terminal, rows} = open(t);

	for (const keys of ['?', '/log\r']) {
		terminal.type(keys);
		assert.match((await rows())[1] ?? '', / ↓\d+ /);
		terminal.type('Gj');
		assert.match((await rows())[1] ?? '', / ↑\d+ /);
		terminal.type('k');
		assert.match((await rows())[1] ?? '', / ↑\d+ ↓1 /);
	}
});
