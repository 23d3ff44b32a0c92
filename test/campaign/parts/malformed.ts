import type {Chance} from '../../helpers/fault-chance.ts';
import {jsonTexts, naughtyStrings, oddValues} from '../corpora.ts';
import {startEchoService} from '../echo-service.ts';
import {mutate} from '../mutate.ts';
import type {Part} from '../part.ts';
import {applyResult} from '../poll-result.ts';
import {checkedScreen, isDrawn} from '../rendered.ts';
import {execution, places, withJson, type Place} from '../responses.ts';
import {transports, type Sent} from '../transports.ts';

const whole = 56_500;
const base = JSON.stringify(execution);

type Case = {readonly name: string; readonly make: (chance: Chance) => Sent};

function plain(text: string): Sent {
	return {status: 200, headers: {}, body: Buffer.from(text)};
}

/** Returns a case for each value at each place of a response. `name` is the start of the names of these cases. */
function everywhere(name: string, values: readonly string[]): readonly Case[] {
	return values.flatMap((value, index) =>
		places.map((place): Case => ({
			name: `${name} ${index} in ${nameOf(place)}`,
			make: () => plain(withJson(place, value)),
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
	...Array.from({length: Buffer.byteLength(base)}, (_, length): Case => ({
		name: `cut at ${length}`,
		make: () => ({...plain(''), body: Buffer.from(base).subarray(0, length)}),
	})),
];

/**
 * Serves malformed responses over real HTTP. Each is accepted, or refused with a known kind of error. The result is
 * checked in every output format.
 */
export const part: Part = {
	whole,
	async run({chance, share, only, results, figure, scope}) {
		const wanted = written.filter(({name}) => only?.test(name) ?? true);
		const known = chance.sample(wanted, Math.ceil(share(whole) * 0.9));
		// The rest is random, unless cases are selected.
		const count = only === null ? share(whole) : known.length;
		figure('written by hand or corpus', written.length);

		const request = await startEchoService(scope, 'cy_campaign_malformed_0123456789');

		for (let nth = 0; nth < count; nth++) {
			const {name, make} = known[nth] ?? mutated(nth);
			await results.caseAsync(name, async () => {
				const rendered = applyResult(await request(make(chance.fork(name))));

				if (isDrawn(nth)) {
					checkedScreen(rendered.screen);
				}
			});
		}
	},
};

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
