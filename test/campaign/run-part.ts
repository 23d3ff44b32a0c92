import {setImmediate, setTimeout} from 'node:timers/promises';
import {Chance} from '../helpers/fault-chance.ts';
import type {Part, Result} from './part.ts';
import {Verdicts} from './verdicts.ts';

/** What a part may have left for a moment: a socket that is being closed, a process that is being buried. */
const maxLooks = 40;
const betweenLooks = 50;

/** Handles that come and go by themselves and hold nothing up. */
const harmless = new Set(['Immediate', 'TTYWrap', 'PipeWrap', 'CloseReq', 'FSReqPromise']);

/** How much of a part is done, and with which luck. */
export type PartRun = {
	readonly seed: number;
	readonly scale: number;
	readonly only?: RegExp | null;
};

/** Does a part at a scale and says what came of it. Never rejects: what goes wrong is in the result. */
export async function runPart(part: Part, {seed, scale, only = null}: PartRun): Promise<Result> {
	const verdicts = new Verdicts();
	const figures: Record<string, number | string> = {};
	const before = active();
	const began = performance.now();
	const uncaught = (error: unknown): void => {
		verdicts.fail('uncaught', error);
	};

	process.on('uncaughtException', uncaught);
	process.on('unhandledRejection', uncaught);

	try {
		await part.run({
			chance: new Chance(seed),
			scale,
			only,
			verdicts,
			share: whole => Math.max(1, Math.round(whole * scale)),
			figure(name, value) {
				figures[name] = value;
			},
		});
		const left = await leftRunning(before);

		if (left !== '') {
			verdicts.fail('left running', left);
		}
	} catch (error) {
		verdicts.fail('the part itself', error);
	} finally {
		process.off('uncaughtException', uncaught);
		process.off('unhandledRejection', uncaught);
	}

	const {cases, failed, examples} = verdicts;
	return {
		part: part.name,
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

/** What runs that did not before, once what ends by itself has ended; empty when nothing does. */
async function leftRunning(before: readonly string[]): Promise<string> {
	let left = '';

	for (let appearance = 0; appearance < maxLooks; appearance++) {
		await setImmediate();
		left = surplus(active(), before).join(', ');

		if (left === '') {
			break;
		}

		// The timer of this pause is gone when it is looked again.
		await setTimeout(betweenLooks);
	}

	return left;
}

function active(): readonly string[] {
	return process.getActiveResourcesInfo().filter(name => !harmless.has(name));
}

function surplus(now: readonly string[], before: readonly string[]): readonly string[] {
	const rest = [...before];
	return now.filter(name => {
		const place = rest.indexOf(name);

		if (place !== -1) {
			rest.splice(place, 1);
		}

		return place === -1;
	});
}
