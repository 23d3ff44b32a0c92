import type {TestContext} from 'node:test';
import {temporaryFolder, type TestEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import type {Scenario} from '../helpers/script.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {apiKey, assertKeyless} from './key.ts';

/** What a later account takes over: the state folder, and the address of a service that was closed. */
export type EarlierAccount = {
	readonly state: string;
	readonly service: Pick<TestService, 'origin'>;
};

/** Starts a service, and returns how to run commands on it, in a working folder and with a state folder of their own. */
export async function openAccount(t: TestContext, scenario: Scenario, earlier?: EarlierAccount) {
	const port = Number(earlier?.service.origin.port ?? 0);
	const service = await startService(t, {scenario, apiKey, port});
	const state = earlier?.state ?? temporaryFolder(t);
	const folder = temporaryFolder(t);
	// The run list has times of this zone.
	const env = {CHENYU_API_KEY: apiKey, XDG_STATE_HOME: state, TZ: 'Asia/Shanghai'};
	return {
		service,
		state,
		folder,
		env,
		/** `requests`: the paths that the command requested. Asserts that it did not write the key. */
		run: async (args: readonly string[], change: TestEnvironment = {}) => {
			const before = service.recorded.length;
			const result = await runHeadless([...args, '--base-url', service.origin.href], {
				env: {...env, ...change},
				cwd: folder,
			});
			assertKeyless(`${result.stdout}${result.stderr}`);
			return {...result, requests: service.recorded.slice(before).map(({path}) => path)};
		},
	};
}

/** Reads a JSON object from each line. */
export function readLines(text: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return text
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line) as Record<string, unknown>);
}
