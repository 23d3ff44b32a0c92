import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import {startDemoService} from '../../../source/demo/index.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {finishedRun, queuedRun} from '../../e2e/runs.ts';
import type {Scope} from '../../helpers/program.ts';

/** Arguments that watch runs on a service: one that answers, and one that takes connections and says nothing. */
export type Services = {
	readonly answering: readonly string[];
	readonly silent: readonly string[];
};

export async function startServices(scope: Scope): Promise<Services> {
	const demo = await startDemoService({
		scenario: {runs: [finishedRun('A portrait'), queuedRun('A film')]},
		clock: systemClock,
	});
	scope.after(async () => demo.close());
	const sockets = new Set<{destroy(): unknown}>();
	const silent = createServer(socket => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
	});
	silent.listen(0, '127.0.0.1');
	await once(silent, 'listening');
	scope.after(async () => {
		for (const socket of sockets) {
			socket.destroy();
		}

		silent.close();
		await once(silent, 'close');
	});
	const {port} = silent.address() as AddressInfo;
	return {
		answering: [...demo.runOrderIds, '--base-url', demo.origin.href],
		silent: ['wfrun_a', '--base-url', `http://127.0.0.1:${port}`],
	};
}
