import assert from 'node:assert/strict';
import {readExecution} from '../../../source/api/wire/execution.ts';
import {readOutputs} from '../../../source/api/wire/outputs.ts';
import type {DownloadPhase, DownloadRequest} from '../../../source/core/output/download.ts';
import {valueId} from '../../../source/core/output/output-address.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import type {ReportEvent} from '../../../source/report/event.ts';
import {eventsBetween} from '../../../source/report/events-between.ts';
import {writeJson} from '../../../source/report/json.ts';
import {watchOutcome} from '../../../source/report/outcome.ts';
import type {Action} from '../../../source/store/action.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {State} from '../../../source/store/state.ts';
import {
	failureOf,
	namesIn,
	orderFor,
	save,
	testTools,
} from '../../features/outputs/download/set-up.ts';
import {assertEvent} from '../../helpers/event-schema.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {patternBytes, startMedia} from '../../helpers/media-server.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {polled, start} from '../../helpers/values.ts';
import {watching} from '../../report/watch.ts';
import {runCases, type Context, type Part} from '../part.ts';

const whole = {changes: 20_000, sizes: 500, repeats: 100};
const id = 'wfrun_1';
const host = 'https://media.example';

/** Checks reports for outputs that change, cannot be saved, are too many, or are saved repeatedly (K9, K10, F9). */
export const part: Part = {
	whole: Object.values(whole).reduce((sum, count) => sum + count, 0),
	async run(context) {
		changeOutputs(context);
		cutOutputs(context);
		await repeatDownloads(context);
	},
};

/**
 * Simulates a watch with `--download`. For each output key, `values` has the last reported value, and `saved` has the
 * result of the last download.
 */
class Watched {
	state: State = {...watching(id), downloadAll: true};
	readonly waiting: DownloadRequest[] = [];
	readonly values = new Map<string, string>();
	readonly saved = new Map<string, {readonly isSaved: boolean; readonly valueId: string}>();
	#ended: DownloadRequest | null = null;

	act(action: Action): void {
		const {state, effects} = reduce(this.state, action);

		for (const event of eventsBetween(this.state, state, action)) {
			assertEvent(JSON.parse(writeJson(event)));
			this.#take(event);
		}

		this.state = state;
		this.waiting.push(...effects.flatMap(one => (one.type === 'download' ? one.requests : [])));
	}

	end(order: DownloadRequest, phase: DownloadPhase): void {
		this.waiting.splice(this.waiting.indexOf(order), 1);
		this.#ended = order;
		this.act({type: 'downloadsUpdated', at: start, reports: [{id: order.id, phase}]});
	}

	#take(event: ReportEvent): void {
		if (event.event === 'output') {
			const {key, value} = event.output;
			assert.notEqual(this.values.get(key.exact), value.exact, 'an output was reported twice');
			this.values.set(key.exact, value.exact);
		} else if (event.event === 'download' || event.event === 'download-failed') {
			const isSaved = event.event === 'download';
			assert.equal(this.#ended?.key, event.key.exact);
			this.saved.set(event.key.exact, {isSaved, valueId: idOf(this.#ended)});
		}
	}
}

function idOf({source}: DownloadRequest): string {
	return source.kind === 'text'
		? source.text
		: valueId({address: source.address, value: foreignName(source.address.href)});
}

/**
 * Checks that the last reported and the last downloaded value of each output are its final value. Checks that the
 * exit code is 3 if the last download of an output has failed, otherwise 0.
 */
function changeOutputs({chance, share, results}: Context): void {
	for (let nth = share(whole.changes); nth > 0; nth--) {
		results.case(`changed outputs ${nth}`, () => {
			const watched = new Watched();
			const polls = chance.between(1, 5);

			for (let poll = 1; poll <= polls; poll++) {
				const status = poll === polls ? 'succeeded' : 'running';
				const {execution} = readExecution({status, outputs: someOutputs(chance)});
				watched.act(polled(id, execution, [], start + poll * 2000));
				endSome(watched, chance, 0.4);
			}

			endSome(watched, chance, 1);
			const last = watched.state.runs.get(id)?.execution?.outputs ?? [];

			for (const output of last) {
				const reported = watched.values.get(output.key.exact) ?? '';
				const address = output.address === null ? null : new URL(reported);
				const value = foreignName(reported);
				assert.equal(valueId({address, value}), valueId(output), 'the value is not the last one');
				assert.equal(watched.saved.get(output.key.exact)?.valueId, valueId(output));
			}

			const isAllSaved = [...watched.saved.values()].every(({isSaved}) => isSaved);
			assert.equal(watchOutcome(watched.state, 'all').exitCode, isAllSaved ? 0 : 3);
		});
	}
}

function someOutputs(chance: Chance): Record<string, string> {
	const values = [
		`${host}/a.png`,
		`${host}/b.png`,
		// Signed again for each response; they expire so soon that they are saved at once.
		`${host}/c.png?expires=${start / 1000 + 60}&signature=${chance.between(1, 1e6)}`,
		`${host}/d.png?expires=${start / 1000 + 60}&signature=${chance.between(1, 1e6)}`,
		'words',
		'other words',
	];
	return Object.fromEntries(['n1', 'n2', 'n3'].map(key => [key, chance.pick(values)]));
}

function endSome(watched: Watched, chance: Chance, share: number): void {
	for (let order = watched.waiting[0]; order !== undefined; [order] = watched.waiting) {
		if (!chance.happens(share)) {
			return;
		}

		const path = {safe: foreignName('~/a').safe, exact: `/home/me/${order.key}`};
		const folder = foreignName('~').safe;
		const done: DownloadPhase = {kind: 'done', path, folder, bytes: 1, isNew: true};
		const why = {kind: chance.pick(['full', 'web-page', 'empty'] as const)};
		watched.end(order, chance.happens(0.8) ? done : {kind: 'failed', why});
	}
}

/** Checks that each text in `outputs` of a response is either read as an output or counted in `leftOut`. */
function cutOutputs({chance, share, results}: Context): void {
	for (let nth = share(whole.sizes); nth > 0; nth--) {
		results.case(`many outputs ${nth}`, () => {
			let texts = 0;
			const grow = (depth: number): unknown => {
				if (depth === 0 || chance.happens(0.3)) {
					texts++;
					return 'x';
				}

				const isLarge = depth === 1 && chance.happens(0.1);
				const size = chance.between(0, isLarge ? 5000 : 3);
				return Array.from({length: size}, () => grow(chance.happens(0.9) ? depth - 1 : 0));
			};
			const value = Array.from({length: chance.between(1, 8)}, () => grow(chance.between(0, 3)));
			const deep = JSON.parse(`${'['.repeat(20)}"x"${']'.repeat(20)}`) as unknown;
			const hasDeep = chance.happens(0.5);
			const read = readOutputs(hasDeep ? [value, deep] : value);
			assert.equal(read.outputs.length + read.leftOut, texts + (hasDeep ? 1 : 0));
			const {execution} = readExecution({status: 'succeeded', outputs: value});
			const watched = watching(id);
			const action = polled(id, execution);
			const cut = [...eventsBetween(watched, reduce(watched, action).state, action)]
				.filter(({event}) => event === 'outputs-cut')
				.map(event => JSON.parse(writeJson(event)) as unknown);
			assert.equal(cut.length, execution.outputsLeftOut > 0 ? 1 : 0);
			cut.forEach(assertEvent);
		});
	}
}

/**
 * Downloads files repeatedly. Their responses have no length and no ETag. Checks that the same bytes are saved only
 * once, and that an empty file or a web page is not saved.
 */
async function repeatDownloads(context: Context): Promise<void> {
	const {chance} = context;
	const cases = Array.from({length: whole.repeats}, (_, nth) => nth);
	const nameOf = (nth: number): string => `the same again ${nth}`;

	await runCases(context, cases, {nameOf}, async scope => {
		const folder = temporaryFolder(scope);
		const tools = testTools(scope, folder);
		const size = chance.between(1, 200_000);
		const kinds = Array.from({length: 6}, () =>
			chance.pick(['one', 'other', 'page', 'empty'] as const),
		);
		const media = await startMedia(scope, (request, response) => {
			const kind = request.url?.split('?')[1] ?? '';
			response.writeHead(200, {'content-type': kind === 'page' ? 'text/html' : 'image/png'});
			response.write(kind === 'page' ? '<p>' : '');
			response.end(kind === 'empty' || kind === 'page' ? '' : patternBytes(size, kind.length));
		});

		for (const kind of kinds) {
			const saving = save(orderFor(media.address(`/a.png?${kind}`)), tools);

			if (kind === 'page' || kind === 'empty') {
				assert.equal((await failureOf(saving)).kind, kind === 'page' ? 'web-page' : 'empty');
			} else {
				await saving;
			}
		}

		const different = new Set(kinds.filter(kind => kind === 'one' || kind === 'other'));
		assert.equal(namesIn(folder).length, different.size);
	});
}
