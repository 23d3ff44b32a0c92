import assert from 'node:assert/strict';
import {inspect} from 'node:util';
import {redactor} from '../../../source/api/redact.ts';
import {Recorder} from '../../../source/features/replay/recording/recorder.ts';
import {recordingRedactor} from '../../../source/features/replay/recording/redact.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {pageOf, reported} from '../../commands/report/pages.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {start} from '../../helpers/values.ts';
import {startEchoService} from '../echo-service.ts';
import {assertKeyless, formsOf} from '../keyless.ts';
import {scoped, type CaseResults, type Part} from '../part.ts';
import {actionOf, watched, type PollResult} from '../poll-result.ts';
import {renderAll} from '../rendered.ts';
import {execution, places, withJson, type Json, type Place} from '../responses.ts';
import type {Sent} from '../transports.ts';

/** The number of texts that are searched for the key if the campaign runs in full (scale 1). */
const whole = 100_000;
const responsesPerKey = 40;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Characters besides `letters` that a key may contain, since an HTTP header can carry them. */
const signs = '+/=-_.~!*:%&"\\';
/** A signature in an address grants access, so it is not stored (S6). */
const signature = '5f1c0a9b73d24e68f00d';

/** Complete responses, into which a secret is put: a success, a refusal with an error object, and a server error. */
const responses: readonly (readonly [status: number, json: Json])[] = [
	[200, execution],
	[200, {code: 7, msg: '失败', data: {error: {reason: 'a', detail: 'b', engine_code: 'c'}}}],
	[500, {code: 500, msg: '失败', data: null}],
];

/**
 * A service repeats the API key in its responses, each time at a random place and in a random form. Asserts that no
 * output, state, recording or error contains the key (S4), and that nothing stored contains the signature (S6).
 */
export const part: Part = {
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
	results: CaseResults,
): Promise<void> {
	const lines: string[] = [];
	const sink = {write: (line: unknown) => void lines.push(JSON.stringify(line))};
	const recorder = new Recorder(sink, recordingRedactor(redactor(key)), start);

	await scoped(async scope => {
		const request = await startEchoService(scope, key, recorder.captureResponse);

		for (let nth = 0; nth < responsesPerKey && results.cases < wanted; nth++) {
			const {name, sent} = leaky(key, chance);
			const result = await request(sent);
			lines.length = 0;

			for (const [where, text] of artefacts(result, recorder, lines)) {
				results.case(`${name}, ${where}`, () => {
					assertKeyless(text, key, where);
					assert.ok(!stored.has(where) || !text.includes(signature), 'a signature is stored (S6)');
				});
			}
		}
	});
}

/** Artefacts that outlive the program. */
const stored = new Set(['the recording', 'the receipt', 'the report']);

/** Everything that is made from a response. */
function artefacts(
	result: PollResult,
	recorder: Recorder,
	lines: readonly string[],
): readonly (readonly [where: string, text: string])[] {
	const action = actionOf(result);
	const {state} = reduce(watched, action);
	const rendered = renderAll(watched, state, action);
	recorder.observe(state, action, watched);
	return [
		['--json', rendered.json.join('\n')],
		['--plain', rendered.plain.join('\n')],
		['the screen', rendered.screen()],
		['the receipt', rendered.receipt.join('\n')],
		['the recording', lines.join('\n')],
		[
			'the report',
			pageOf(
				[...state.runs.values()].filter(run => run.execution !== null).map(run => reported(run)),
			),
		],
		['the state', inspect([...state.runs.values()], {depth: 12, maxStringLength: Infinity})],
		['the action', inspect(action, {depth: 12})],
		['the error', result instanceof Error ? inspect(result, {depth: 6, showHidden: true}) : ''],
		['its stack', result instanceof Error ? `${result.stack} ${String(result.cause)}` : ''],
	];
}

/** A response with the key in a random form at a random place. */
function leaky(key: string, chance: Chance): {readonly name: string; readonly sent: Sent} {
	const form = chance.pick(formsOf(key).filter(text => text.length >= 8));
	const [status, json] = chance.pick(responses);
	const place = chance.pick(places);
	const link = `https://files.example/a.png?signature=${signature}`;
	const text = chance.happens(0.2) ? link : `it is ${form} and ${link} too`;
	const name = `${status} with ${formsOf(key).indexOf(form)} in ${place.join('.')}`;
	const body = chance.happens(0.1)
		? `<html>${text}`
		: withJson(place, quoted(form, text, place, chance), json);
	const headers: Record<string, string> = chance.happens(0.1)
		? {'x-echo': form, location: `https://evil.example/?${form}`}
		: {};
	return {
		name,
		sent: {status: chance.happens(0.1) ? 302 : status, headers, body: Buffer.from(body)},
	};
}

/**
 * Returns `text` as JSON. If `form` (the key in some encoding) has backslashes, returns a JSON text with `form`
 * instead, and does not escape the backslashes again. In `outputs`, the result may be an object with this text as
 * key and value.
 */
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
