import assert from 'node:assert/strict';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {apiKey} from '../../e2e/key.ts';
import type {Scope} from '../../helpers/program.ts';
import {assertRestored, startInShell} from '../../helpers/shell.ts';
import {runCases, type Part} from '../part.ts';
import {exitMethods, type ExitMethod} from '../terminal/exits.ts';
import {startServices, type Services} from '../terminal/services.ts';
import {assertErased, assertWritten} from '../terminal/shell.ts';
import {screenStates, type ScreenState} from '../terminal/states.ts';

const sizes = [
	[100, 30],
	[80, 24],
	[200, 50],
	[62, 16],
	[120, 40],
	[50, 14],
	[160, 45],
] as const;
const pairs = screenStates.flatMap(state =>
	exitMethods.filter(method => isPossible(state, method)).map(method => ({state, method})),
);
const terminals = [
	...sizes.map(size => ({size, hasAlternateScreen: true})),
	{size: sizes[0], hasAlternateScreen: false},
];
const whole = pairs.length * terminals.length;
/**
 * The maximum time until the program has exited, in milliseconds. It is far longer than the program's own limit for
 * an exit.
 */
const timeout = 10_000;
const saboteur = pathToFileURL(join(import.meta.dirname, '..', 'terminal', 'saboteur.ts')).href;

/**
 * Checks that every exit from every state of the screen restores the terminal and has the right exit code (D1).
 * Without an alternate screen, checks that the last frame is erased (D10).
 */
export const part: Part = {
	whole,
	async run(context) {
		const all = terminals.flatMap(terminal => pairs.map(pair => ({...terminal, ...pair})));
		const services = await startServices(context.scope);
		let slowest = 0;

		await runCases(context, all, {limit: 3, nameOf}, async (scope, exit) => {
			const took = await leave(scope, services, exit);
			slowest = Math.max(slowest, took);
		});
		context.figure('slowest end in ms', Math.round(slowest));
	},
};

type Exit = {
	readonly state: ScreenState;
	readonly method: ExitMethod;
	readonly size: (typeof sizes)[number];
	readonly hasAlternateScreen: boolean;
};

function nameOf({state, method, size, hasAlternateScreen}: Exit): string {
	const terminal = hasAlternateScreen ? size.join('x') : 'without an alternate screen';
	return `${method.name} from ${state.name}, ${terminal}`;
}

/**
 * Returns whether an exit method works in a state of the screen. A simulated bug needs a program that has started.
 * The rendering bug is in the clock, which is not on a screen that is too small.
 */
function isPossible({isStarting, name}: ScreenState, {sabotage}: ExitMethod): boolean {
	return (
		sabotage === undefined ||
		(isStarting !== true && !(sabotage === 'render' && name === 'too small'))
	);
}

/**
 * Starts the program, lets it exit in the given way, and checks the terminal. Returns the milliseconds that the exit
 * took; 0 if the program exits by itself because of its arguments.
 */
async function leave(
	scope: Scope,
	services: Services,
	{state, method, size: [columns, rows], hasAlternateScreen}: Exit,
): Promise<number> {
	const service = state.silent === true ? services.silent : services.responding;
	const shell = await startInShell(scope, {
		args: [...service, ...(state.args?.() ?? []), ...(method.args ?? [])],
		env: {
			CHENYU_API_KEY: apiKey,
			...(method.sabotage !== undefined && {
				NODE_OPTIONS: `--import=${saboteur}`,
				CAMPAIGN_SABOTAGE: method.sabotage,
			}),
		},
		columns: state.columns ?? columns,
		rows: state.rows ?? rows,
		hasAlternateScreen,
	});
	const {terminal} = shell;
	let began = performance.now();

	if (method.args === undefined) {
		await state.enter(terminal);
		began = performance.now();
		await method.leave(shell, state);
	}

	await terminal.waitFor(/^code \d+$/m, {timeout});
	await terminal.exit;
	const [, code = ''] = /^code (\d+)$/m.exec(terminal.scrollback().join('\n')) ?? [];
	assert.ok(method.codes.includes(Number(code)), `it ended with ${code}`);
	assertRestored(terminal, Number(code));
	assertWritten(terminal);

	if (!hasAlternateScreen) {
		assertErased(terminal);
	}

	if (method.sabotage !== undefined && method.sabotage !== 'exit') {
		assert.match(terminal.scrollback().join('\n'), /sabotage/, 'the bug is not reported');
	}

	return method.args === undefined ? performance.now() - began : 0;
}
