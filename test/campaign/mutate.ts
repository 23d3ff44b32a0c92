import type {Chance} from '../helpers/fault-chance.ts';

const tokens = [
	'"',
	'\\',
	'{',
	'}',
	'[',
	']',
	',',
	':',
	'\\u0000',
	'\\ud83d',
	'null',
	'1e999',
	'\u001B',
];

/** Cuts, flips, overwrites, deletes, repeats and inserts bytes. */
const mutations: readonly ((bytes: Buffer, chance: Chance) => Buffer)[] = [
	(bytes, chance) => bytes.subarray(0, at(bytes, chance)),
	(bytes, chance) => bytes.subarray(at(bytes, chance)),
	(bytes, chance) => {
		const copy = Buffer.from(bytes);
		const place = at(bytes, chance);
		copy[place] = (copy[place] ?? 0) ^ (1 << chance.between(0, 7));
		return copy;
	},
	(bytes, chance) => {
		const copy = Buffer.from(bytes);
		copy[at(bytes, chance)] = chance.between(0, 255);
		return copy;
	},
	(bytes, chance) => {
		const [from, to] = range(bytes, chance);
		return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
	},
	(bytes, chance) => {
		const [from, to] = range(bytes, chance);
		return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
	},
	(bytes, chance) => inserted(bytes, at(bytes, chance), Buffer.from(chance.pick(tokens))),
	(bytes, chance) => {
		const piece = bytes.subarray(...range(bytes, chance));
		return inserted(bytes, at(bytes, chance), piece);
	},
];

/** Applies one to four random mutations. */
export function mutate(bytes: Buffer, chance: Chance): Buffer {
	let mutated = bytes;

	for (let times = chance.between(1, 4); times > 0 && mutated.length > 0; times--) {
		mutated = chance.pick(mutations)(mutated, chance);
	}

	return mutated;
}

function inserted(bytes: Buffer, place: number, piece: Uint8Array): Buffer {
	return Buffer.concat([bytes.subarray(0, place), piece, bytes.subarray(place)]);
}

function at(bytes: Buffer, chance: Chance): number {
	return chance.between(0, bytes.length - 1);
}

function range(bytes: Buffer, chance: Chance): readonly [from: number, to: number] {
	const from = at(bytes, chance);
	return [from, Math.min(bytes.length, from + chance.between(1, 40))];
}
