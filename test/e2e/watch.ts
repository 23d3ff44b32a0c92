import type {TestContext} from 'node:test';
import type {Scenario} from '../../source/demo/index.ts';
import type {TestEnvironment} from '../helpers/program.ts';
import {runHeadless, type HeadlessResult} from '../helpers/run-headless.ts';
import type {ScenarioName} from '../helpers/scenarios.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {apiKey, assertKeyless} from './key.ts';

export type WatchSetup = {
	readonly scenario: ScenarioName | Scenario;
	/** What is watched; every run of the scenario where it is not said. */
	readonly ids?: readonly string[];
	/** Added to the ids and the address of the service. */
	readonly args?: readonly string[];
	readonly env?: TestEnvironment;
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	readonly response?: (reply: string) => string;
};

export type ScreenWatch = {readonly service: TestService; readonly terminal: TestTerminal};

export type HeadlessWatch = HeadlessResult & {readonly service: TestService};

/** Starts a service and the program on it, in a terminal. Both end with the test, and the key was then nowhere (S4). */
export async function watchOnScreen(t: TestContext, setup: WatchSetup): Promise<ScreenWatch> {
	const service = await startService(t, {scenario: setup.scenario});
	return {service, terminal: openOn(t, service, setup)};
}

/** Starts the program in a terminal, on a service that is there already. */
export function openOn(
	t: TestContext,
	service: TestService,
	{ids = service.runOrderIds, args = [], env = {}, ...size}: Omit<WatchSetup, 'scenario'>,
): TestTerminal {
	const terminal = openTerminal(t, {
		args: watchArguments(service, ids, args),
		env: {CHENYU_API_KEY: apiKey, ...env},
		...size,
	});
	t.after(() => {
		assertKeyless(terminal.raw());
	});
	return terminal;
}

/** Starts a service and runs the program on it to its end, without a terminal. */
export async function watchHeadless(t: TestContext, setup: WatchSetup): Promise<HeadlessWatch> {
	const service = await startService(t, {scenario: setup.scenario});
	const {ids = service.runOrderIds, args = [], env = {}} = setup;
	const result = await runHeadless(watchArguments(service, ids, args), {
		env: {CHENYU_API_KEY: apiKey, ...env},
	});
	assertKeyless(`${result.stdout}${result.stderr}`);
	return {...result, service};
}

export function watchArguments(
	{origin}: TestService,
	ids: readonly string[],
	args: readonly string[],
): readonly string[] {
	return [...ids, '--base-url', origin.href, ...args];
}
