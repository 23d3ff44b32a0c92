import assert from 'node:assert/strict';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import type {RunClient} from '../../../source/api/http-client.ts';
import {logGaps} from '../../../source/core/log/log-store.ts';
import {createWatch, type Watch} from '../../../source/session/watch.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {headlessParts} from '../../session/watch-headless.ts';
import type {Context, Part} from '../part.ts';
import {SoakService} from '../soak-service.ts';

const runs = 12;
const interval = 2000;
const hours = 168;
const whole = (hours * 3_600_000 * runs) / interval;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** In bytes, after garbage collection. */
function usedHeap(): number {
	collect();
	collect();
	return process.memoryUsage().heapUsed;
}

/** The maximum growth of the heap after the warm-up, in bytes. */
const maxGrowth = 4 * 1024 * 1024;
const maxTimers = 20;

/**
 * Polls twelve runs for a week of a fake clock. 1 % of the requests fail, and every half hour the service is down for
 * a while. Checks the logs, the number of polls, the timers and the memory.
 */
export const part: Part = {
	whole,
	async run(context) {
		const {chance, share, results, figure} = context;
		const clock = new FakeClock();
		const service = new SoakService(chance, clock);
		const watch = startWatch(service, clock);
		let reported = 0;
		let outcomes = 0;
		watch.store.observe((state, action, previous) => {
			outcomes += action.type === 'polled' ? action.outcomes.length : 0;

			for (const [id, run] of state.runs) {
				reported += run.log.length - (previous.runs.get(id)?.log.length ?? 0);
			}
		});
		watch.start();
		const polls = share(whole);
		let heapBefore = 0;

		while (service.requested < polls) {
			await clock.advanceAsync(interval * 5);
			assert.ok(clock.pending <= maxTimers, `${clock.pending} timers are set (D9)`);

			// The first tenth fills caches.
			if (heapBefore === 0 && service.requested > polls / 10) {
				heapBefore = usedHeap();
			}
		}

		const growth = usedHeap() - heapBefore;
		results.cases = service.requested;
		figure('failed requests', service.failed);
		figure('hours of the watch', Math.round(clock.monotonic() / 360_000) / 10);
		figure('bytes grown', growth);
		judge(context, service, watch, reported);
		const unreported = service.requested - outcomes;
		assert.ok(unreported <= runs, `${unreported} outcomes are not reported`);
		assert.equal(service.besidesProbes, 0, 'more than one request while probing (H9)');
		// The interval starts at the response, so polls are a little rarer.
		const most = (clock.monotonic() / interval) * runs * 1.05;
		assert.ok(
			service.requested <= most,
			`${service.requested} polls where ${Math.round(most)} are fair`,
		);
		assert.ok(service.maxAtOnce <= 8, `${service.maxAtOnce} requests at once`);
		assert.ok(growth < maxGrowth || heapBefore === 0, `the heap grew by ${growth} bytes (D9)`);
		const stopped = watch.stop();
		await clock.advanceAsync(interval);
		await stopped;
		assert.equal(clock.pending, 0, 'a timer is left');
	},
};

function judge({results}: Context, service: SoakService, watch: Watch, reported: number): void {
	const {runs: known} = watch.store.getState();
	const all = [...known.values()].reduce((sum, {log}) => sum + log.length, 0);
	assert.equal(reported, all, 'an entry was lost or doubled (G5)');

	for (const [id, {log}] of known) {
		results.case(id, () => {
			const messages = log.store.entries.slice(0, log.length).map(({message}) => message.exact);
			assert.deepEqual(messages, service.logOf(id).slice(0, log.length));
			assert.ok(service.logOf(id).length - log.length <= 1, 'the newest entries are missing');
			assert.deepEqual(logGaps(log), []);
		});
	}

	for (const [id, count] of service.answered) {
		results.case(`the number of polls of ${id}`, () => {
			const fair = service.requested / runs;
			assert.ok(count > fair * 0.9 && count < fair * 1.1, `${count} of ${fair} (D9)`);
		});
	}

	assert.equal(service.overlaps, 0, 'polls of a run overlapped (H11)');
}

function startWatch(client: RunClient, clock: FakeClock): Watch {
	return createWatch({
		client,
		clock,
		ids: Array.from({length: runs}, (_, index) => `wfrun_${index}`),
		interval,
		concurrency: 8,
		giveUpAfter: Infinity,
		...headlessParts,
	});
}
