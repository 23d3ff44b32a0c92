import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {readLogs} from '../../source/api/wire/logs.ts';
import {readOutputs} from '../../source/api/wire/outputs.ts';
import {readFields, readRunError} from '../../source/api/wire/readers.ts';
import {
	responseShapes,
	type ObjectShape,
	type ResponseName,
} from '../../source/api/wire/response-shapes.ts';
import {readBalance, readOrderInfo, readWorkflowInfo} from '../../source/api/wire/responses.ts';
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
import {notFound, servePage, servicePages} from '../helpers/service-pages.ts';
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
	const dataOf = (wanted: ResponseName): readonly JsonEvent[] =>
		page.flatMap(({endpoint, query: {run_order_id: id}, body}) =>
			endpoint === wanted && String(body.code) === '0' ? {id, ...body.data} : [],
		);

	suite(`the page ${name} of test/fixtures/service`, {concurrency: 3}, () => {
		test('--json has each field of an execution', async t => {
			const {events} = await runOn(await servePage(t, page), {args: ['--json', '--once']});

			for (const {id, error, logs, outputs, ...data} of dataOf('execution')) {
				const named = (kind: string) =>
					events.filter(({event, run_order_id: of}) => event === kind && of === id);
				const sent = readRunError(error);
				const entries = named('log');
				assertHas(named('run')[0], execution.data, data);
				assert.partialDeepStrictEqual(named('error'), sent === null ? [] : [errorFields(sent)]);
				assert.equal(entries.length, readLogs(logs).length);
				entries.forEach((entry, index) =>
					assertHas(entry, itemOf(execution.data, 'logs'), (logs as readonly unknown[])[index]),
				);
				assert.deepEqual(
					named('output').map(({value}) => value),
					readOutputs(outputs).outputs.map(({value}) => value.exact),
				);
			}

			for (const event of events) {
				assert.deepEqual(Object.keys(event), fieldsOf(event));
			}
		});

		test('ls and doctor have each field of the list and of the balance', async t => {
			const service = await servePage(t, page);
			const ls = await runOn(service, {ids: ['ls'], args: ['--json', '--limit', '100']});
			const lines = new Map(readLines(ls.stdout).map(line => [line['run_order_id'], line]));

			for (const item of dataOf('list').flatMap(({items}) => (items ?? []) as JsonEvent[])) {
				const line = lines.get(item['run_order_id']);
				// What was charged is known only after the end of the run.
				const {final_amount: charged, ...others} = item;
				const shown = line?.['final_amount'] === null ? others : {...others, final_amount: charged};
				assertHas(line, itemOf(list.data, 'items'), shown);
			}

			const doctor = await runOn(service, {ids: ['doctor'], args: ['--json']});

			for (const amount of dataOf('balance').flatMap(data => Object.values(readBalance(data)))) {
				assert.ok(doctor.stdout.includes(amount), amount);
			}
		});

		test('the order shows each field of the information, and the names of the inputs', () => {
			const names = dataOf('workflow').flatMap(data => [...readWorkflowInfo(data).inputNames]);
			const context = {now, width: 300, appearance: appearance()};

			for (const data of dataOf('info')) {
				const order = {...notLoaded, info: readOrderInfo(data)};
				const inputs = withInputNames(order.info.inputs, new Map(names));
				const model = {run: run(String(data['id']), {inputs}), order, costNotice: null};
				const shown = texts(runOrderText.lines(model, context)).join('\n');
				const wanted = [
					...fieldsIn(info.data, data).map(({type, value}) =>
						value === null ? '' : fieldText(type, value as never, context.appearance, now),
					),
					...inputs.flatMap(({value, name: input}) => [value.safe, input?.safe]),
				];
				// The sign of amounts stands for CNY.
				const lacking = wanted.filter(text => text !== 'CNY' && !shown.includes(text ?? ''));
				assert.deepEqual(lacking, []);
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
		['i', /cost notice +外部模型按实际用量另行计费/],
	);
	const {events} = await runOn(service, {ids: [id], args: ['--json', '--once']});
	const entries = events.filter(({event}) => event === 'log').map(({at: _at, ...entry}) => entry);
	const exported = readLines(await readFile(join(folder, `${id}.jsonl`), 'utf8'));
	assert.deepEqual(exported, entries);
	const plain = await runOn(service, {ids: [id], args: ['--plain', '--once']});
	assert.match(plain.stdout, /n12 sampling 13\/20\n/);
});

test('a failed request shows its error', async t => {
	const service = await servePage(t, servicePages.get('documentation') ?? []);
	const ids = service.runOrderIds.slice(1);
	const {events} = await runOn(service, {ids, args: ['--json', '--once']});
	const problem = events.find(({event}) => event === 'problem');
	assert.partialDeepStrictEqual(problem, {...Object(notFound.data['error']), http_status: 200});
	const {stdout} = await runOn(service, {ids, args: ['--plain', '--once']});
	assertMatches(stdout, [/TASK_NOT_FOUND/, /execution task \S+ does not exist/]);
	await openOn(t, service, {ids, columns: 140, rows: 40}).play(
		['', /Task not found\./],
		['', /execution task task_1778147626528703038_eb84d292e0851c08 does not exist/],
		['', /TASK_NOT_FOUND . status 404/],
	);
});
