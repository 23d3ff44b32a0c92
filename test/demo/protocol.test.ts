import assert from 'node:assert/strict';
import test from 'node:test';
import {isReadable} from '../../source/api/wire/readers.ts';
import {responseShapes, type ResponseName} from '../../source/api/wire/response-shapes.ts';
import type {FieldType} from '../../source/core/run-fields.ts';
import {showcase} from '../../source/demo/showcase.ts';
import {faultOf} from '../helpers/protocol-schema.ts';
import {requestApi, startWithClock} from './request-api.ts';

test('the demo service responds as the published schema says, at every stage of its runs', async t => {
	const scenario = showcase();
	const {service, clock} = await startWithClock(t, scenario);
	const seen = new Set<string>();
	const check = async (name: ResponseName, query: Readonly<Record<string, string>> = {}) => {
		const {body} = await requestApi(service, responseShapes[name].path, query);
		const {code, data} = body as {code: number; data: {status?: string}};
		const wanted = code === 0 ? name : 'failure';
		assert.equal(faultOf(wanted, body), null);
		seen.add(`${wanted} ${data?.status ?? ''}`);
	};

	for (let minute = 0; minute < 10; minute++) {
		await check('list');
		await check('balance');

		for (const {id, workflow} of scenario.runs) {
			await check('execution', {run_order_id: id});
			await check('info', {run_order_id: id});
			await check('workflow', {workflow_id: workflow.workflow_id});
		}

		clock.advance(60_000);
	}

	const statuses = ['queued', 'running', 'succeeded', 'failed', 'canceled'];
	assert.deepEqual(
		[...statuses.map(status => `execution ${status}`), 'failure '].filter(each => !seen.has(each)),
		[],
	);
});

test('the program reads every form that the schema accepts', () => {
	const accepted = {
		name: ['wf_1', 12, true],
		prose: ['文本'],
		number: [0, 12.5, '12.5'],
		integer: [7],
		percent: [99.5],
		money: [0.000_287_8, '0.03000000', -1, '-1.5'],
		time: [
			'2026-05-08T10:00:00.5Z',
			'2026-05-08T18:00:00+08:00',
			'2026-05-08 18:00:00',
			1_778_234_400,
		],
	};
	const others = [
		null,
		false,
		{},
		[],
		-1,
		1e9,
		'',
		' 1',
		'1e3',
		'99%',
		'2026-05-08',
		'10:00',
		'9'.repeat(41),
	];

	for (const [type, values] of Object.entries(accepted) as ReadonlyArray<[FieldType, unknown[]]>) {
		assert.deepEqual(
			values.map(value => faultOf(type, value)),
			values.map(() => null),
		);

		for (const value of [...Object.values(accepted).flat(), ...others]) {
			assert.ok(
				isReadable(value, type) || faultOf(type, value) !== null,
				`${type} ${JSON.stringify(value)}`,
			);
		}
	}
});
