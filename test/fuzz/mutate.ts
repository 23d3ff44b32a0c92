import type {Chance} from '../helpers/chance.ts';

/** Tokens that change how JSON is read, and the start of a control sequence. */
const tokens = '" \\ { } [ ] , : \\u0000 \\ud83d null 1e999 \u001B[2J \u009B'.split(' ');

/** Cuts, flips, deletes, repeats and inserts one to four times at random places. */
export function mutate(bytes: Buffer, chance: Chance): Buffer {
	let mutated = bytes;

	for (let times = chance.integer(1, 4); times > 0 && mutated.length > 1; times--) {
		const at = chance.integer(0, mutated.length - 1);
		const until = Math.min(mutated.length, at + chance.integer(1, 40));
		const [before, piece, after] = [
			mutated.subarray(0, at),
			mutated.subarray(at, until),
			mutated.subarray(until),
		];
		mutated = Buffer.concat(
			chance.pick([
				[before],
				[before, piece.map(byte => byte ^ (1 << chance.integer(0, 7))), after],
				[before, after],
				[before, piece, piece, after],
				[before, Buffer.from(chance.pick(tokens)), piece, after],
			]),
		);
	}

	return mutated;
}
