import {startDemoService} from '../../../source/demo/index.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {serve} from '../../api/loopback.ts';
import {finishedRun, queuedRun} from '../../e2e/runs.ts';
import type {Scope} from '../../helpers/program.ts';

/** Arguments of a watch on a service that responds, and on one that never does. */
export type Services = {
	readonly responding: readonly string[];
	readonly silent: readonly string[];
};

export async function startServices(scope: Scope): Promise<Services> {
	const demo = await startDemoService({
		scenario: {runs: [finishedRun('A portrait'), queuedRun('A film')]},
		clock: systemClock,
	});
	scope.after(async () => demo.close());
	const silent = await serve(scope, () => undefined);
	return {
		responding: [...demo.runOrderIds, '--base-url', demo.origin.href],
		silent: ['wfrun_a', '--base-url', silent.url.href],
	};
}
