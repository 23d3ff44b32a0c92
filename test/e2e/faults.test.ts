import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {faults} from '../fuzz/faults.ts';
import {randomScript} from '../fuzz/script.ts';
import {startFuzzService} from '../fuzz/service.ts';
import {Chance} from '../helpers/chance.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {assertText} from './assert-output.ts';
import {readEvents} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';

/** Fewer than the failures in a row after which the service counts as unreachable. */
const runsPerWatch = 4;
const names = [...faults.keys()];

suite(
	'after each way in which a response can fail, the run is asked again',
	{concurrency: 3},
	() => {
		for (let first = 0; first < names.length; first += runsPerWatch) {
			const some = names.slice(first, first + runsPerWatch);

			test(`from "${some[0]}" to "${some.at(-1)}"`, async t => {
				const chance = new Chance(1);
				const right = randomScript(chance, null).responses.at(-1) ?? '';
				const asked = new Set<string>();
				const idOf = (name: string) => `wfrun_${String(names.indexOf(name)).padStart(20, '0')}`;
				const origin = await startFuzzService(t, (id, response) => {
					const fault = faults.get(some.find(name => idOf(name) === id) ?? '');

					if (asked.has(id)) {
						response.end(right);
					} else {
						asked.add(id);
						fault?.(response, Buffer.from(right), chance);
					}
				});
				const {code, stdout, stderr} = await runHeadless(
					[...some.map(idOf), '--json', '--interval', '0.2', '--base-url', origin],
					{env: {CHENYU_API_KEY: apiKey}},
				);
				assertKeyless(stdout + stderr);
				assertText(stderr);
				const ended = readEvents(stdout).flatMap(({event, run_order_id: id, status}) =>
					event === 'run' && status === 'succeeded' ? [String(id)] : [],
				);
				assert.deepEqual(ended.toSorted(), some.map(idOf).toSorted());
				assert.equal(code, 0, stderr);
			});
		}
	},
);
