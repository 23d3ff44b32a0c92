import assert from 'node:assert/strict';
import test from 'node:test';
import type {Second} from '../../bench/polling/series.ts';
import {pollingPlot} from '../../docs/polling-plot.ts';

const quiet: Second = {granted: 0, refused: 0, failed: 0, allowed: null, oldest: 0, median: 0};

/** Returns the data of the last path with this class; null if there is none. */
function pathOf(svg: string, style: string): string | null {
	return (
		[...svg.matchAll(/<path d="([^"]*)" class="(\w+)"/g)].findLast(
			path => path[2] === style,
		)?.[1] ?? null
	);
}

test('bars are stacked, and their heights are proportional', () => {
	const seconds = [
		{...quiet, granted: 10, allowed: 20},
		{...quiet, granted: 20, refused: 10, allowed: 20},
	];
	const svg = pollingPlot(seconds, 'two seconds');
	const bars = (style: string) =>
		[...(pathOf(svg, style) ?? '').matchAll(/M\S+ (\S+)V(\S+)H/g)].map(bar => [
			Number(bar[1]),
			Number(bar[2]),
		]);
	const [first = [0, 0], second = [0, 0]] = bars('granted');
	const [refused = [0, 0]] = bars('refused');
	const height = ([from = 0, to = 0]: readonly number[]) => from - to;
	assert.ok(height(first) > 10);
	assert.equal(height(second), 2 * height(first));
	assert.equal(height(refused), height(first));
	assert.equal(refused[0], second[1], 'on top of the accepted ones');
	assert.equal(first[0], second[0]);
	assert.match(pathOf(svg, 'limit') ?? '', new RegExp(`^M\\S+ ${second[1]}H`));
});

test('what did not happen is not in the legend', () => {
	const svg = pollingPlot([{...quiet, granted: 3, failed: 1, oldest: 7}], 'an outage');
	assert.match(svg, />accepted</);
	assert.match(svg, />no connection</);
	assert.doesNotMatch(svg, />refused \(429\)<|>allowed rate</);
	assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
});
