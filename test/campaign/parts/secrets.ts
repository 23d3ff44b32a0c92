import assert from 'node:assert/strict';
import {inspect} from 'node:util';
import {redactor} from '../../../source/api/redact.ts';
import {Recorder} from '../../../source/features/replay/recording/recorder.ts';
import {recordingRedactor} from '../../../source/features/replay/recording/redact.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {start} from '../../helpers/values.ts';
import {execution, places, spliced, type Json, type Place} from '../answers.ts';
import {startEchoService} from '../echo-service.ts';
import {facesOf} from '../faces.ts';
import {assertKeyless, formsOf} from '../keyless.ts';
import type {Part} from '../part.ts';
import {actionOf, watched, type Came} from '../take-reply.ts';
import type {Sent} from '../transports.ts';

/** Artefacts that are searched. */
const whole = 100_000;
/** Answers that are made with one key before there is another. */
const answersOfOne = 40;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** What keys are made of besides letters, as far as a header can carry it. */
const signs = '+/=-_.~!*:%&"\\';
/** In addresses; it opens a file to whoever has it, and is nothing to be kept (S6). */
const signature = '5f1c0a9b73d24e68f00d';

/** Answers that are good, that say no, and that are none. */
const wholes: readonly (readonly [status: number, json: Json])[] = [
	[200, execution],
	[200, {code: 7, msg: '失败', data: {error: {reason: 'a', detail: 'b', engine_code: 'c'}}}],
	[500, {code: 500, msg: '失败', data: null}],
];

/** A service that repeats the key, in every place and every form: it is in nothing that is shown, told, kept or thrown (S4, S6). */
export const secrets: Part = {
	name: 'secrets',
	whole,
	async run({chance, share, results, figure}) {
		const wanted = share(whole);
		let keys = 0;

		while (results.cases < wanted) {
			const key = keyOf(chance.fork(`key ${keys++}`));
			await searchWith(key, chance, wanted, results);
		}

		figure('keys', keys);
	},
};

async function searchWith(
	key: string,
	chance: Chance,
	wanted: number,
	results: Parameters<Part['run']>[0]['results'],
): Promise<void> {
	const lines: string[] = [];
	const sink = {write: (line: unknown) => void lines.push(JSON.stringify(line))};
	const recorder = new Recorder(sink, recordingRedactor(redactor(key)), start);
	const service = await startEchoService(key, recorder.captureResponse);

	try {
		for (let nth = 0; nth < answersOfOne && results.cases < wanted; nth++) {
			const {name, sent} = leaky(key, chance);
			const came = await service.ask(sent);
			lines.length = 0;

			for (const [where, text] of artefacts(came, recorder, lines)) {
				results.case(`${name}, ${where}`, () => {
					assertKeyless(text, key, where);
					assert.ok(!keeps.has(where) || !text.includes(signature), 'a signature is kept (S6)');
				});
			}
		}
	} finally {
		await service.close();
	}
}

/** Artefacts that stay. */
const keeps = new Set(['the recording', 'the receipt']);

/** Everything that comes of an answer, by what it is. */
function artefacts(
	came: Came,
	recorder: Recorder,
	lines: readonly string[],
): readonly (readonly [where: string, text: string])[] {
	const action = actionOf(came);
	const {state} = reduce(watched, action);
	const faces = facesOf(watched, state, action);
	recorder.observe(state, action, watched);
	return [
		['--json', faces.json.join('\n')],
		['--plain', faces.plain.join('\n')],
		['the screen', faces.screen],
		['the receipt', faces.receipt.join('\n')],
		['the recording', lines.join('\n')],
		['the state', inspect([...state.runs.values()], {depth: 12, maxStringLength: Infinity})],
		['the action', inspect(action, {depth: 12})],
		['the error', came instanceof Error ? inspect(came, {depth: 6, showHidden: true}) : ''],
		['its stack', came instanceof Error ? `${came.stack} ${String(came.cause)}` : ''],
	];
}

/** An answer with the key in it somewhere, somehow. */
function leaky(key: string, chance: Chance): {readonly name: string; readonly sent: Sent} {
	const form = chance.pick(formsOf(key).filter(text => text.length >= 8));
	const [status, json] = chance.pick(wholes);
	const place = chance.pick(places);
	const link = `https://files.example/a.png?signature=${signature}`;
	const text = chance.happens(0.2) ? link : `it is ${form} and ${link} too`;
	const name = `${status} with ${formsOf(key).indexOf(form)} in ${place.join('.')}`;
	const body = chance.happens(0.1)
		? `<html>${text}`
		: spliced(place, quoted(form, text, place, chance), json);
	const headers: Record<string, string> = chance.happens(0.1)
		? {'x-echo': form, location: `https://evil.example/?${form}`}
		: {};
	return {
		name,
		sent: {status: chance.happens(0.1) ? 302 : status, headers, body: Buffer.from(body)},
	};
}

/** The text as JSON. One that is escaped already is written as it is, as a service would that escapes solidi. */
function quoted(form: string, text: string, place: Place, chance: Chance): string {
	const isEscaped = form.includes('\\');
	const json = isEscaped ? `"it is ${form}"` : JSON.stringify(text);
	return place.at(-1) === 'outputs' && chance.happens(0.5) ? `{${json}:${json}}` : json;
}

function keyOf(chance: Chance): string {
	const length = chance.between(24, 64);
	const alphabet = chance.happens(0.5) ? letters : letters + signs;
	const rest = Array.from({length}, () => chance.pick([...alphabet])).join('');
	return `${chance.pick(['cy_', 'sk-', ''])}${rest}`;
}
