import {suite, test} from 'node:test';
import {manyRuns} from '../helpers/picture-run.ts';
import {without} from '../helpers/terminal.ts';
import {watchOnScreen} from './watch.ts';

/** Keys and the titles with the mark of the sort that they cause. Without a remaining time there is no column for it. */
const orders = [
	['s', 'TITLE▴'],
	['s', 'STATE▴'],
	['s', 'STATE▾'],
	['s s', 'ELAPSED▾'],
	['s', 'COST▾'],
	['S', 'COST▴'],
	['s', 'CREATED▾'],
	['s', 'ENDED▾'],
] as const;

/** The short id in the selected row. */
function selectedId(screen: readonly string[]): string | null {
	return /▸[✓⊘] (\w+) /.exec(screen.join('\n'))?.[1] ?? null;
}

suite('a thousand runs', () => {
	test('are discovered, sorted and filtered, and the selection stays at its run', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: manyRuns(1000),
			ids: [],
			columns: 120,
			rows: 40,
		});
		await terminal.waitFor(/✓ 9\d\d succeeded[^]*Runs 1,000/);
		const first = selectedId(terminal.screen());
		terminal.press('G');
		const id = selectedId(
			await terminal.waitFor(screen => ![first, null].includes(selectedId(screen))),
		);

		// The selected run stays visible, whatever the order.
		for (const [keys, title] of orders) {
			await terminal.play([keys, new RegExp(`${title}[^]*▸. ${id}`)]);
		}

		await terminal.play(
			['/ "status:canceled"', /Runs 100 of 1,000 ─ \/status:/],
			['enter', without('filter runs:')],
		);
		const found = selectedId(terminal.screen());
		await terminal.play(['esc', new RegExp(`Runs 1,000[^]*▸⊘ *${found}`)]);
	});
});
