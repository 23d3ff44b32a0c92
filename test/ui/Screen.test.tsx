import assert from 'node:assert/strict';
import test from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import type {ScreenModel} from '../../source/store/selectors.ts';
import {AppearanceContext} from '../../source/ui/appearance-context.ts';
import {Screen} from '../../source/ui/Screen.tsx';
import type {Appearance} from '../../source/ui/theme/appearance.ts';
import {hints} from '../helpers/draw.tsx';
import {everyRun} from '../helpers/every-run.ts';
import {screenModel} from '../helpers/sample-model.ts';
import {appearance} from '../helpers/sample.ts';
import {renderTo} from '../helpers/stand-in-terminal.ts';

const medium = {columns: 80, rows: 24};

async function rendered(model: ScreenModel, shown: Appearance): Promise<readonly string[]> {
	const terminal = renderTo(
		medium,
		<AppearanceContext value={shown}>
			<Screen model={model} hints={hints} size={medium} />
		</AppearanceContext>,
	);
	const rows = await terminal.frame();
	terminal.instance.unmount();
	return rows;
}

test('T10 outputs are links if the terminal supports them, with the host in the label', async () => {
	const model = screenModel(everyRun());
	const linked = await rendered(model, appearance('en', {hyperlinks: true}));
	const row = linked.find(text => text.includes('n9_images')) ?? '';
	assert.match(
		row,
		// eslint-disable-next-line no-control-regex
		/\u001B\]8;;https:\/\/www\.chenyu\.cn\/media\/example-output(?:\u001B\\|\u0007).*www\.chenyu\.cn/,
	);
	const unlinked = await rendered(model, appearance());
	assert.ok(!unlinked.join('').includes('\u001B]8'));
	assert.deepEqual(linked.map(stripVTControlCharacters), unlinked.map(stripVTControlCharacters));
});

test('a link does not reach beyond its row', async () => {
	const rows = await rendered(screenModel(everyRun()), appearance('en', {hyperlinks: true}));

	for (const row of rows) {
		const marks = row.split('\u001B]8;').length - 1;
		assert.equal(marks % 2, 0);
	}
});
