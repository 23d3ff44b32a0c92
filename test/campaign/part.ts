import {setImmediate, setTimeout} from 'node:timers/promises';
import {Chance} from '../helpers/fault-chance.ts';
import type {Scope} from '../helpers/program.ts';

export type Context = {
	readonly chance: Chance;
	/** The share of the cases to run: more than 0 and at most 1 (all cases). */
	readonly scale: number;
	/** Selects cases by name, if the part supports it; null selects all. */
	readonly only: RegExp | null;
	readonly results: CaseResults;
	/** Runs clean-ups when the part has ended. */
	readonly scope: Scope;
	/** Returns `whole` multiplied by `scale` and rounded, but at least 1. */
	readonly share: (whole: number) => number;
	/** Adds a measurement to the result. */
	readonly figure: (name: string, value: number | string) => void;
};

/** A part of the campaign: one kind of attack, fault or load. */
export type Part = {
	/** The number of cases at scale 1. */
	readonly whole: number;
	/** Runs the cases. An exception fails the part, and so does anything that is left running. */
	readonly run: (context: Context) => Promise<void>;
};

export type Result = {
	readonly part: string;
	readonly ok: boolean;
	readonly cases: number;
	readonly whole: number;
	readonly failed: number;
	/** The first failures, each with the name of its case. */
	readonly examples: readonly string[];
	readonly seed: number;
	readonly scale: number;
	readonly seconds: number;
	readonly figures: Readonly<Record<string, number | string>>;
};

export type PartOptions = {
	readonly seed: number;
	readonly scale: number;
	readonly only?: RegExp | null;
};

const maxExamples = 5;
const maxExampleLength = 600;

/** Counts cases and keeps the first failures. */
export class CaseResults {
	readonly examples: string[] = [];
	cases = 0;
	failed = 0;

	/** Runs a case. Its exception is a failure. */
	case(name: string, work: () => void): void {
		this.cases++;

		try {
			work();
		} catch (error) {
			this.fail(name, error);
		}
	}

	async caseAsync(name: string, work: () => Promise<void>): Promise<void> {
		this.cases++;

		try {
			await work();
		} catch (error) {
			this.fail(name, error);
		}
	}

	/** Records a failure without counting a case. */
	fail(name: string, error: unknown): void {
		this.failed++;

		if (this.examples.length < maxExamples) {
			const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
			this.examples.push(`${name}: ${text}`.slice(0, maxExampleLength));
		}
	}
}

/**
 * Runs the part in the file `parts/<name>.ts`. Errors of the part are reported in the result. Rejects only if the
 * file cannot be loaded.
 */
export async function runPart(
	name: string,
	{seed, scale, only = null}: PartOptions,
): Promise<Result> {
	const {part} = (await import(`./parts/${name}.ts`)) as {readonly part: Part};
	const results = new CaseResults();
	const figures: Record<string, number | string> = {};
	const before = activeResources();
	const began = performance.now();
	const uncaught = (error: unknown): void => {
		results.fail('uncaught', error);
	};

	process.on('uncaughtException', uncaught);
	process.on('unhandledRejection', uncaught);

	try {
		await scoped(async scope =>
			part.run({
				chance: new Chance(seed),
				scale,
				only,
				results,
				scope,
				share: whole => Math.max(1, Math.round(whole * scale)),
				figure(what, value) {
					figures[what] = value;
				},
			}),
		);
		const left = await leftRunning(before);

		if (left !== '') {
			results.fail('left running', left);
		}
	} catch (error) {
		results.fail('the part itself', error);
	} finally {
		process.off('uncaughtException', uncaught);
		process.off('unhandledRejection', uncaught);
	}

	const {cases, failed, examples} = results;
	return {
		part: name,
		ok: failed === 0 && cases > 0,
		cases,
		whole: part.whole,
		failed,
		examples,
		seed,
		scale,
		seconds: Math.round((performance.now() - began) / 100) / 10,
		figures,
	};
}

/** Kinds of Node.js resources that come and go by themselves and keep no process alive. */
const harmless = new Set(['Immediate', 'TTYWrap', 'PipeWrap', 'CloseReq', 'FSReqPromise']);

/**
 * Returns the names of the active resources that are not in `before`; empty if there are none. Waits up to 2 s for
 * sockets and processes that are closing.
 */
async function leftRunning(before: readonly string[]): Promise<string> {
	let left = '';

	for (let checks = 0; checks < 40; checks++) {
		await setImmediate();
		const known = [...before];
		left = activeResources()
			.filter(name => {
				const index = known.indexOf(name);
				return index === -1 || known.splice(index, 1).length === 0;
			})
			.join(', ');

		if (left === '') {
			break;
		}

		await setTimeout(50);
	}

	return left;
}

function activeResources(): readonly string[] {
	return process.getActiveResourcesInfo().filter(name => !harmless.has(name));
}

/** Runs a random share of the selected cases, at most `limit` at once, each with a scope of its own. */
export async function runCases<Case>(
	{chance, only, results, share}: Context,
	cases: readonly Case[],
	{limit = 1, nameOf}: {readonly limit?: number; readonly nameOf: (one: Case) => string},
	work: (scope: Scope, one: Case) => Promise<void>,
): Promise<void> {
	const selected = cases.filter(one => only?.test(nameOf(one)) ?? true);
	const rest = chance.sample(selected, share(cases.length)).values();

	await Promise.all(
		Array.from({length: limit}, async () => {
			for (const one of rest) {
				await results.caseAsync(nameOf(one), async () => scoped(async scope => work(scope, one)));
			}
		}),
	);
}

/** Runs `work`. Then, even if it fails, calls the functions that it passed to `scope.after`, the last one first. */
export async function scoped<Value>(work: (scope: Scope) => Promise<Value>): Promise<Value> {
	const cleanUps: (() => void | Promise<void>)[] = [];

	try {
		return await work({after: cleanUp => cleanUps.push(cleanUp)});
	} finally {
		for (const cleanUp of cleanUps.toReversed()) {
			await cleanUp();
		}
	}
}
