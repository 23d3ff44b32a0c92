import assert from 'node:assert/strict';
import test from 'node:test';
import {render} from 'ink-testing-library';
import {paneBox} from '../../../source/features/panes/layout.ts';
import {AppearanceContext, ScrollEndContext} from '../../../source/ui/appearance-context.ts';
import {span} from '../../../source/ui/line.ts';
import {ScrolledOverlay} from '../../../source/ui/widgets/Overlay.tsx';
import {appearance} from '../../helpers/sample.ts';

test('an overlay of lines reports how far it can be scrolled, only when that changes', t => {
	const ends: number[] = [];

	function overlay(lineCount: number, state: {scrollTop: number; end?: number}) {
		const lines = Array.from({length: lineCount}, (_, index) => [span(`line ${index}`)]);
		return (
			<AppearanceContext value={appearance()}>
				<ScrollEndContext value={end => ends.push(end)}>
					<ScrolledOverlay
						box={paneBox({width: 40, height: 4, frame: null})}
						title={{name: [span('Help')]}}
						lines={lines}
						state={state}
					/>
				</ScrollEndContext>
			</AppearanceContext>
		);
	}

	const screen = render(overlay(10, {scrollTop: 6}));
	t.after(screen.unmount);
	assert.deepEqual(ends, [7], 'three rows of lines are below the title');
	assert.match(screen.lastFrame() ?? '', /Help.*↑6 ↓1\s*\n line 6\s*\n line 7\s*\n line 8/);

	screen.rerender(overlay(10, {scrollTop: 7, end: 7}));
	assert.deepEqual(ends, [7], 'nothing has changed');

	screen.rerender(overlay(5, {scrollTop: 7, end: 7}));
	assert.deepEqual(ends, [7, 2], 'it has fewer lines');
});
