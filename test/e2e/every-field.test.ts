import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {readOutputs} from '../../source/api/wire/outputs.ts';
import {readFields, readRunError} from '../../source/api/wire/readers.ts';
import {
	responseShapes,
	type ObjectShape,
	type ResponseName,
} from '../../source/api/wire/response-shapes.ts';
import {readOrderInfo, readWorkflowInfo} from '../../source/api/wire/responses.ts';
import {errorFields} from '../../source/core/problem.ts';
import type {FieldType, FieldValues} from '../../source/core/run-fields.ts';
import {withInputNames} from '../../source/core/run-order.ts';
import {toJsonValue} from '../../source/events/event-fields.ts';
import {notLoaded} from '../../source/features/run-order/index.ts';
import {runOrderText} from '../../source/features/run-order/run-order-text.ts';
import {fieldText} from '../../source/ui/units.ts';
import {texts} from '../helpers/draw.tsx';
import {temporaryFolder} from '../helpers/program.ts';
import {appearance, now, run} from '../helpers/sample.ts';
import {servePage, servicePages} from '../helpers/service-pages.ts';
import {readLines} from './account.ts';
import {assertMatches} from './assert-output.ts';
import {fieldsOf, type JsonEvent} from './events.ts';
import {openOn, runOn} from './watch.ts';

type Field = {
	readonly name: string;
	readonly type: FieldType;
	readonly value: FieldValues[FieldType];
};

/** The names that fields have in JSON, if they differ from those in the API. */
const renamed: Readonly<Record<string, string>> = {
	at: 'logged_at',
	position: 'queue_position',
	run_status: 'status',
};

/** Returns the fields that have a value: of an object and of the objects in it, but not of those in lists. */
function fieldsIn({fields}: ObjectShape, data: unknown): readonly Field[] {
	return Object.entries(fields).flatMap(([name, shape]) => {
		const own = (Object(data) as JsonEvent)[name];

		if (shape.kind !== 'value') {
			return shape.kind === 'object' ? fieldsIn(shape, own) : [];
		}

		const {it: value} = readFields({it: {api: 'it', type: shape.type}}, {it: own});
		return value === null ? [] : {name: renamed[name] ?? name, type: shape.type, value};
	});
}

/** Asserts that a line of JSON has each field that has a value in `data`. */
function assertHas(line: JsonEvent | undefined, shape: ObjectShape, data: unknown): void {
	const fields = fieldsIn(shape, data).map(field => [
		field.name,
		toJsonValue(field.value, field.type),
	]);
	assert.partialDeepStrictEqual(line, Object.fromEntries(fields));
}

function itemOf({fields}: ObjectShape, name: string): ObjectShape {
	const list = fields[name];
	assert.ok(list?.kind === 'list');
	return list.item;
}

const {execution, info, list} = responseShapes;

for (const [name, page] of servicePages) {
	const dataOf = (endpoint: ResponseName) =>
		page
			.filter(response => response.endpoint === endpoint && response.body.code === 0)
			.map(({body}) => body.data);

	suite(`the page ${name} of test/fixtures/service`, {concurrency: 3}, () => {
		test('--json has each field of an execution', async t => {
			const {events} = await runOn(await servePage(t, page), {args: ['--json', '--once']});

			for (const {endpoint, query, body} of page) {
				const own = events.filter(event => event['run_order_id'] === query['run_order_id']);
				const named = (kind: string) => own.filter(({event}) => event === kind);
				const {error, logs, outputs, ...data} = body.data;

				if (endpoint === 'execution') {
					const kind = body.code === 0 ? 'error' : 'problem';
					const sent = readRunError(error);
					assert.partialDeepStrictEqual(named(kind), sent === null ? [] : [errorFields(sent)]);
				}

				if (endpoint === 'execution' && body.code === 0) {
					const entries = (logs ?? []) as readonly unknown[];
					const values = readOutputs(outputs).outputs.map(({value}) => value.exact);
					assertHas(named('run')[0], execution.data, data);
					assert.equal(named('log').length, entries.length);
					entries.forEach((entry, index) =>
						assertHas(named('log')[index], itemOf(execution.data, 'logs'), entry),
					);
					assert.deepEqual(
						named('output').map(({value}) => value),
						values,
					);
				}
			}

			for (const event of events) {
				assert.deepEqual(Object.keys(event), fieldsOf(event));
			}
		});

		test('ls and doctor have each field of the list and of the balance', async t => {
			const service = await servePage(t, page);
			const ls = await runOn(service, {ids: ['ls'], args: ['--json']});
			const lines = readLines(ls.stdout);
			const items = dataOf('list').flatMap(data => data['items'] as readonly JsonEvent[]);

			for (const item of items) {
				const line = lines.find(({run_order_id: id}) => id === item['run_order_id']);
				// What was charged is known only after the end of the run.
				const {final_amount: _charged, ...others} = item;
				assertHas(
					line,
					itemOf(list.data, 'items'),
					line?.['final_amount'] === null ? others : item,
				);
			}

			const doctor = await runOn(service, {ids: ['doctor'], args: ['--json']});

			for (const {balance, card_balance: cards} of dataOf('balance')) {
				assertMatches(
					doctor.stdout,
					[balance, cards].map(amount => new RegExp(Number(amount).toFixed(2))),
				);
			}
		});

		test('the order shows each field of the information, and the names of the inputs', () => {
			const names = new Map(
				dataOf('workflow').flatMap(data => [...readWorkflowInfo(data).inputNames]),
			);

			for (const data of dataOf('info')) {
				const order = {...notLoaded, info: readOrderInfo(data)};
				const inputs = withInputNames(order.info.inputs, names);
				const model = {run: run(String(data['run_order_id']), {inputs}), order};
				const look = appearance();
				const shown = texts(runOrderText.lines(model, {now, width: 300, appearance: look})).join(
					'\n',
				);
				const wanted = [
					...fieldsIn(info.data, data).map(({type, value}) =>
						fieldText(type, value as never, look, now),
					),
					...inputs.flatMap(({value, name: input}) => [value.safe, input?.safe]),
				];
				assert.deepEqual(
					// The sign of amounts stands for CNY.
					wanted.filter(text => text !== 'CNY' && !shown.includes(text ?? '')),
					[],
				);
			}
		});
	});
}

test('each field of a response is on the screen, also of an unfinished run', async t => {
	const folder = temporaryFolder(t);
	const service = await servePage(t, servicePages.get('every-field') ?? []);
	const [id = ''] = service.runOrderIds;
	const terminal = openOn(t, service, {ids: [id], columns: 120, rows: 40, cwd: folder});
	const screen = await terminal.play(
		['', /waiting_for_gpu {3}progress_state/],
		['', /cancel requested true/],
		['', /execution 4m32s/],
	);
	assertMatches(screen.join('\n'), [/sampling 13\/20/, /decoding 25%/]);
	await terminal.play(
		['3 g enter', /step +13\/20, fraction 0\.65/],
		['esc', /Outputs/],
		[`ctrl+s ctrl+u "${id}.jsonl" enter`, /saved /],
	);
	const exported = readLines(await readFile(join(folder, `${id}.jsonl`), 'utf8'));
	const {events} = await runOn(service, {ids: [id], args: ['--json', '--once']});
	assert.deepEqual(
		exported.map(({message}) => message),
		events.filter(({event}) => event === 'log').map(({message}) => message),
	);
});

test('a failed request shows its error', async t => {
	const service = await servePage(t, servicePages.get('documentation') ?? []);
	const ids = service.runOrderIds.slice(1);
	const {stdout} = await runOn(service, {ids, args: ['--plain', '--once']});
	assertMatches(stdout, [/TASK_NOT_FOUND/, /execution task \S+ does not exist/, /404/]);
	await openOn(t, service, {ids, columns: 140, rows: 40}).play(
		['', /Task not found\./],
		['', /execution task task_1778147626528703038_eb84d292e0851c08 does not exist/],
		['', /TASK_NOT_FOUND . status 404/],
	);
});
