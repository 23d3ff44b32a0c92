import type {Scope} from '../helpers/program.ts';

/** Does some work, and cleans up after it whatever came of it, the newest first. */
export async function scoped<Result>(work: (scope: Scope) => Promise<Result>): Promise<Result> {
	const cleanUps: (() => void | Promise<void>)[] = [];

	try {
		return await work({after: cleanUp => cleanUps.push(cleanUp)});
	} finally {
		for (const cleanUp of cleanUps.toReversed()) {
			await cleanUp();
		}
	}
}
