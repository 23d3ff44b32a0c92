import assert from 'node:assert/strict';
import test from 'node:test';
import {scalePlot} from '../../docs/scale-plot.ts';

test('the bars of each panel are proportional to the measurements', () => {
	const one = {
		accounts: 1,
		requests: 40,
		oldest: 20,
		megabytes: 300,
		cpu: 5,
		series: 900,
		scrapeMs: 9,
	};
	const svg = scalePlot([one, {...one, accounts: 2, requests: 80, megabytes: 600}]);
	const heights = [...svg.matchAll(/<path d="M\S+ (\S+)V(\S+)h48V/g)].map(
		([, from, to]) => Number(from) - Number(to),
	);
	const [first = 0, second, memory = 0, twice, oldest, same] = heights;
	assert.ok(first > 10 && memory > 10);
	assert.deepEqual([second, twice, same], [2 * first, 2 * memory, oldest]);
	assert.match(svg, />80<[^]*>600<[^]*>2<\/text>\n<\/svg>/);
});
