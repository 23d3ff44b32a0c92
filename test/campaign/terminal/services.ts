import {systemClock} from '../../../source/core/time/system-clock.ts';
import {serve} from '../../api/loopback.ts';
import {finishedRun, queuedRun} from '../../e2e/runs.ts';
import type {Scope} from '../../helpers/program.ts';
import {startService} from '../../helpers/service.ts';

export type Services = Awaited<ReturnType<typeof startServices>>;

/**
 * Returns command line arguments with which the program watches runs of a service that responds (`responding`), or a
 * run of a service that never responds (`silent`).
 */
export async function startServices(scope: Scope) {
	const scenario = {runs: [finishedRun('A portrait'), queuedRun('A film')]};
	const demo = await startService(scope, {scenario, clock: systemClock});
	const silent = await serve(scope, () => undefined);
	return {
		responding: [...demo.runOrderIds, '--base-url', demo.origin.href],
		silent: ['wfrun_a', '--base-url', silent.url.href],
	};
}
