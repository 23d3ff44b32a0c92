import type {Chance} from '../../helpers/fault-chance.ts';
import {execution, places, spliced, type Place} from '../answers.ts';
import {jsonTexts, naughtyStrings, oddValues} from '../corpora.ts';
import {startEchoService} from '../echo-service.ts';
import {mutate} from '../mutate.ts';
import type {Part} from '../part.ts';
import {takeReply} from '../take-reply.ts';
import {transports, type Sent} from '../transports.ts';

const whole = 56_500;
const base = JSON.stringify(execution);

type Case = {readonly name: string; readonly make: (chance: Chance) => Sent};

function plain(text: string): Sent {
	return {status: 200, headers: {}, body: Buffer.from(text)};
}

/** Every value of a list in every place of an answer. */
function everywhere(name: string, values: readonly string[]): readonly Case[] {
	return values.flatMap((value, index) =>
		places.map((place): Case => ({
			name: `${name} ${index} in ${nameOf(place)}`,
			make: () => plain(spliced(place, value)),
		})),
	);
}

const written: readonly Case[] = [
	...jsonTexts.map((text, index): Case => ({name: `body ${index}`, make: () => plain(text)})),
	...everywhere('json', jsonTexts),
	...everywhere(
		'naughty',
		naughtyStrings.map(text => JSON.stringify(text)),
	),
	...everywhere('odd', oddValues),
	...transports.flatMap((transport, index) =>
		[base, '', '{}', '{"code":0,"msg":"","data":null}', '{"code":401,"msg":"x","data":null}'].map(
			(text, body): Case => ({
				name: `transport ${index} of body ${body}`,
				make: () => transport(text),
			}),
		),
	),
	// Cut at every byte.
	...Array.from({length: Buffer.byteLength(base)}, (_, length): Case => ({
		name: `cut at ${length}`,
		make: () => ({...plain(''), body: Buffer.from(base).subarray(0, length)}),
	})),
];

/**
 * Answers that are none, over real HTTP through the real client, and from there onto every face. Whatever comes is an
 * answer or a failure of a known kind.
 */
export const malformed: Part = {
	name: 'malformed',
	whole,
	async run({chance, share, only, results, figure}) {
		const service = await startEchoService('cy_campaign_malformed_0123456789');
		const wanted = written.filter(({name}) => only?.test(name) ?? true);
		const known = chance.sample(wanted, Math.ceil(share(whole) * 0.9));
		// The rest is made by chance, where nobody chooses.
		const count = only === null ? share(whole) : known.length;
		figure('written by hand or corpus', written.length);

		try {
			for (let nth = 0; nth < count; nth++) {
				const {name, make} = known[nth] ?? mutated(nth);
				await results.caseAsync(name, async () => {
					takeReply(await service.ask(make(chance.fork(name))));
				});
			}
		} finally {
			await service.close();
		}
	},
};

/** A valid answer whose bytes went wrong on a connection that packs them, or not. */
function mutated(nth: number): Case {
	return {
		name: `mutation ${nth}`,
		make(chance) {
			const text = mutate(Buffer.from(base), chance);
			const {headers, status, body} = chance.pick(transports)(text.toString('latin1'));
			return chance.happens(0.8) ? {...plain(''), body: text} : {headers, status, body};
		},
	};
}

function nameOf(place: Place): string {
	return place.length === 0 ? 'the whole' : place.join('.');
}
