import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import type {Scope} from '../../helpers/program.ts';
import type {TestTerminal} from '../../helpers/terminal.ts';
import {inParallel, scoped, type Part} from '../part.ts';
import {waysOut, type WayOut} from '../terminal/exits.ts';
import {startServices, type Services} from '../terminal/services.ts';
import {assertErased, assertRestored, startInShell} from '../terminal/shell.ts';
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
	waysOut.filter(way => isPossible(state, way)).map(way => ({state, way})),
);
const everywhere = [
	...sizes.map(size => ({size, hasAlternateScreen: true})),
	{size: sizes[0], hasAlternateScreen: false},
];
const whole = pairs.length * everywhere.length;
const atOnce = 3;
/** Longer than the grace of the orderly way out. */
const patience = 10_000;

/**
 * Every way out of every state of the screen: the terminal is as it was, and the exit code says how it went (D1). Where there is no
 * alternate screen, nothing is left of the last frame (D10).
 */
export const exits: Part = {
	name: 'exits',
	whole,
	async run({chance, share, only, results, figure}) {
		const all = everywhere
			.flatMap(terminal => pairs.map(pair => ({...terminal, ...pair})))
			.map(one => ({...one, name: nameOf(one)}))
			.filter(({name}) => only?.test(name) ?? true);
		let slowest = 0;

		await scoped(async scope => {
			const services = await startServices(scope);

			await inParallel(chance.sample(all, share(whole)), atOnce, async ({name, ...exit}) => {
				await results.caseAsync(name, async () => {
					await scoped(async inner => {
						const took = await leaveFrom(inner, services, exit);
						slowest = Math.max(slowest, took);
					});
				});
			});
		});
		figure('slowest end in ms', Math.round(slowest));
	},
};

type Exit = {
	readonly state: ScreenState;
	readonly way: WayOut;
	readonly size: (typeof sizes)[number];
	readonly hasAlternateScreen: boolean;
};

function nameOf({state, way, size, hasAlternateScreen}: Exit): string {
	const terminal = hasAlternateScreen ? size.join('x') : 'without an alternate screen';
	return `${way.name} from ${state.name}, ${terminal}`;
}

/** A bug is only heard of when the program has begun, and one of a frame where there is more than a word in it. */
function isPossible({isStarting, name}: ScreenState, {sabotage}: WayOut): boolean {
	return (
		sabotage === undefined ||
		(isStarting !== true && !(sabotage === 'render' && name === 'too small'))
	);
}

async function leaveFrom(
	scope: Scope,
	services: Services,
	{state, way, size: [columns, rows], hasAlternateScreen}: Exit,
): Promise<number> {
	const service = state.silent === true ? services.silent : services.answering;
	const shell = await startInShell(scope, {
		args: [...service, ...(state.args?.() ?? []), ...(way.args ?? [])],
		columns: state.columns ?? columns,
		rows: state.rows ?? rows,
		hasAlternateScreen,
		...(way.sabotage !== undefined && {sabotage: way.sabotage}),
	});
	const {terminal} = shell;
	let began = performance.now();

	// What leaves by itself does not wait for its state.
	if (way.args === undefined) {
		await state.enter(terminal);
		began = performance.now();
		await way.leave(shell, state);
	}

	await ended(terminal);
	const [, code = ''] = /^code (\d+)$/m.exec(terminal.scrollback().join('\n')) ?? [];
	assert.ok(way.codes.includes(Number(code)), `it ended with ${code}`);
	assertRestored(terminal, Number(code));

	if (!hasAlternateScreen) {
		assertErased(terminal);
	}

	if (way.sabotage !== undefined && way.sabotage !== 'exit') {
		assert.match(terminal.scrollback().join('\n'), /sabotage/, 'the bug is not told');
	}

	return way.args === undefined ? performance.now() - began : 0;
}

/** Waits for the end of the shell, and not for ever. */
async function ended(terminal: TestTerminal): Promise<void> {
	const tooLate = new AbortController();

	try {
		await Promise.race([
			terminal.exit,
			setTimeout(patience, undefined, {signal: tooLate.signal}).then(() => {
				throw new Error(`it goes on after ${patience} ms:\n${terminal.screen().join('\n')}`);
			}),
		]);
	} finally {
		tooLate.abort();
	}
}
