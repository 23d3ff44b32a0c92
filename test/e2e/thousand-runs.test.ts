import {suite, test} from 'node:test';
import {manyRuns} from '../helpers/picture-run.ts';
import {watchOnScreen} from './watch.ts';

/** Keys, and by what the list is sorted after each. */
const orders = [
	['s', 'status▴'],
	['s', 'title▴'],
	['s', 'progress▴'],
	['s', 'cost▴'],
	['S', 'cost▾'],
	['s', 'created▴'],
	['s', 'time▴'],
	['s', 'ETA▴'],
] as const;

/** The short id in the row of the list that is selected. */
function selectedId(screen: readonly string[]): string | null {
	return /▸[✓⊘] (\w+) /.exec(screen.join('\n'))?.[1] ?? null;
}

suite('a thousand runs', () => {
	test('they are found, sorted and filtered, and the selection stays with its run', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: manyRuns(1000),
			ids: [],
			columns: 120,
			rows: 40,
		});
		// Each is asked once at the start, which takes a while beside the other tests.
		await terminal.waitFor(/✓ 9\d\d succeeded[^]*Runs 1,000/);
		const first = selectedId(terminal.screen());
		terminal.press('G');
		const id = selectedId(
			await terminal.waitFor(screen => ![first, null].includes(selectedId(screen))),
		);

		// Through every column, both ways around: whatever is on top, the selected run is the same and in sight.
		for (const [key, order] of orders) {
			terminal.press(key);
			await terminal.waitFor(new RegExp(`Runs 1,000 ─ ${order}[^]*▸. ${id}`));
		}

		terminal.press('/');
		terminal.type('status:canceled');
		await terminal.waitFor(/Runs 100 of 1,000 ─ \/status:canceled/);
		terminal.press('enter');
		await terminal.waitFor(screen => !screen.join('\n').includes('filter runs:'));
		terminal.press('g', 'p');
		await terminal.waitFor(/▸⊘◆/);
		terminal.press('esc');
		await terminal.waitFor(/Runs 1,000[^]*▸⊘◆/);
	});
});
